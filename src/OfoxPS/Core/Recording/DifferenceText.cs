using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>A difference in a few words: long texts are shown from shortly before the place where they part.</summary>
internal static class DifferenceText
{
    private const int Longest = 50;
    private const int Before = 12;

    public static string Of(JsonDifference difference)
    {
        string? recorded = Text(difference.Recorded);
        string? actual = Text(difference.Actual);
        int from = recorded is null || actual is null ? 0 : Math.Max(0, Common(recorded, actual) - Before);
        return $"recorded {Shown(recorded, from)}, asked {Shown(actual, from)}";
    }

    private static string? Text(JsonElement? value) =>
        value?.ValueKind == JsonValueKind.String ? value.Value.GetString() : value?.GetRawText();

    private static string Shown(string? text, int from)
    {
        if (text is null)
        {
            return "nothing";
        }

        int start = Math.Min(from, text.Length);
        int length = Math.Min(Longest, text.Length - start);
        string more = start + length < text.Length ? "…" : string.Empty;
        return $"'{(start > 0 ? "…" : string.Empty)}{TerminalText.OneLine(text.Substring(start, length))}{more}'";
    }

    private static int Common(string one, string other) =>
        one.Zip(other, static (left, right) => left == right).TakeWhile(static isSame => isSame).Count();
}
