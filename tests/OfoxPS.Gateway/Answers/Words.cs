using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace OfoxPS.Gateway.Answers;

/// <summary>Words are this gateway's tokens.</summary>
internal static partial class Words
{
    /// <summary>Each word with the white space after it; joined they are the text again.</summary>
    public static IEnumerable<string> Split(string? text) =>
        text is null ? [] : Piece().Matches(text).Select(match => match.Value);

    public static int Count(string? text) => text is null ? 0 : Word().Count(text);

    /// <summary>The first words of the text, without white space after the last one.</summary>
    public static string Take(string text, int count)
    {
        Match? last = Word().Matches(text).Skip(count - 1).FirstOrDefault();
        return last is null ? text : text[..(last.Index + last.Length)];
    }

    [GeneratedRegex(@"^\s+$|^\s*\S+\s*|\S+\s*")]
    private static partial Regex Piece();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}
