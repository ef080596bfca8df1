using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace OfoxPS.Gateway.Answers;

/// <summary>Reads <c>call NAME(arguments)</c> in a prompt: a test's way to make the model call anything, broken JSON included.</summary>
internal static partial class CallDirectives
{
    public static IReadOnlyList<PlannedCall> Read(string text) => [.. text.Split('\n').SelectMany(ReadLine)];

    private static IEnumerable<PlannedCall> ReadLine(string line)
    {
        line = line.TrimEnd('\r');
        MatchCollection starts = Start().Matches(line);
        for (int i = 0; i < starts.Count; i++)
        {
            int from = starts[i].Index + starts[i].Length;
            int to = i + 1 < starts.Count ? starts[i + 1].Index : line.Length;
            string rest = line[from..to];
            int close = rest.LastIndexOf(')');
            yield return new PlannedCall(starts[i].Groups["name"].Value, close < 0 ? rest : rest[..close]);
        }
    }

    [GeneratedRegex(@"(?<=^|\s)call (?<name>[^\s(]+)\(")]
    private static partial Regex Start();
}
