namespace OfoxPS.Core.Terminal;

/// <summary>
/// Where a line may end without a space: between two characters of Chinese or Japanese, but not before what closes nor after what opens.
/// </summary>
internal static class LineBreaks
{
    private const string NotFirst = "、。，．・：；？！）］｝」』】〉》〕〗’”…‥ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.!?:;)]}";

    private const string NotLast = "（［｛「『【〈《〔〖‘“([{";

    /// <summary>Whether a line may end between two characters.</summary>
    public static bool IsAllowed(int before, int after) =>
        (IsIdeographic(before) || IsIdeographic(after)) && !CellWidth.Extends(after) && before != 0x200D
        && !Contains(NotFirst, after) && !Contains(NotLast, before);

    private static bool Contains(string text, int point) => point <= char.MaxValue && text.IndexOf((char)point) >= 0;

    private static bool IsIdeographic(int point) =>
        point is (>= 0x2E80 and <= 0xA4CF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF01 and <= 0xFF60) or (>= 0x20000 and <= 0x3FFFD);
}
