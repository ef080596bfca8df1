using System.Globalization;

namespace OfoxPS.Core.Terminal;

/// <summary>How many cells of a terminal a text takes: two for most East Asian characters and emoji, none for marks.</summary>
internal static class CellWidth
{
    // East Asian Width W and F, and the characters that are emoji unless something else is said; first and last of each range.
    private static readonly int[] Wide =
    [
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615,
        0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26CE,
        0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA, 0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B,
        0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF,
        0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x2E80, 0x303E, 0x3041, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97C, 0xAC00, 0xD7A3,
        0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF, 0x1AFF0, 0x1B2FF, 0x1F004,
        0x1F004,
        0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E, 0x1F393,
        0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4, 0x1F3F8, 0x1F43E, 0x1F440, 0x1F440, 0x1F442, 0x1F4FC,
        0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E, 0x1F550, 0x1F567, 0x1F57A, 0x1F57A, 0x1F595, 0x1F596, 0x1F5A4, 0x1F5A4, 0x1F5FB, 0x1F64F,
        0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0, 0x1F6D2, 0x1F6D5, 0x1F6D7, 0x1F6DC, 0x1F6DF, 0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC,
        0x1F7E0, 0x1F7EB, 0x1F7F0, 0x1F7F0, 0x1F90C, 0x1F93A, 0x1F93C, 0x1F945, 0x1F947, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD,
    ];

    /// <summary>The cells of a text on one line. Control characters count as none.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        CellCounter cells = default;
        for (int i = 0; i < text.Length; i++)
        {
            int point = PointAt(text, i);
            i += point > char.MaxValue ? 1 : 0;
            cells.Add(point);
        }

        return cells.Total;
    }

    /// <summary>The cells of one character: 0, 1 or 2.</summary>
    public static int Of(int point)
    {
        if (point < 0x300)
        {
            return point is < 0x20 or (>= 0x7F and < 0xA0) or 0xAD ? 0 : 1;
        }

        // Punctuation, arrows and box drawing: no character of this range is wide or combining.
        if (point is (>= 0x2010 and < 0x2028) or (>= 0x2400 and < 0x25FD))
        {
            return 1;
        }

        return IsZero(point) ? 0 : IsWide(point) ? 2 : 1;
    }

    /// <summary>A character that belongs to the one before it: a mark, a selector, a joiner, a skin tone.</summary>
    public static bool Extends(int point) => point >= 0x300 && (IsZero(point) || IsSkinTone(point));

    /// <summary>The character at an index; half of a surrogate pair stands for itself.</summary>
    public static int PointAt(ReadOnlySpan<char> text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
            ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];

    /// <summary>A modifier of the colour of the emoji before it.</summary>
    public static bool IsSkinTone(int point) => point is >= 0x1F3FB and <= 0x1F3FF;

    private static bool IsZero(int point)
    {
        if (point is (>= 0x1160 and <= 0x11FF) or (>= 0xE0000 and <= 0xE0FFF))
        {
            return true;
        }

        UnicodeCategory category = point > char.MaxValue ? CharUnicodeInfo.GetUnicodeCategory(char.ConvertFromUtf32(point), 0)
            : CharUnicodeInfo.GetUnicodeCategory((char)point);
        return category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;
    }

    private static bool IsWide(int point)
    {
        int at = Array.BinarySearch(Wide, point);

        // Ranges are pairs, so the character is inside one if the index at which it would be inserted is odd.
        return at >= 0 || (~at & 1) == 1;
    }
}
