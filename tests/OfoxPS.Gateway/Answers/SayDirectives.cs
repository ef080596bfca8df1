using System;
using System.Linq;
using System.Text;
using OfoxPS.Gateway.Chat;

namespace OfoxPS.Gateway.Answers;

/// <summary>
/// Reads lines <c>say: TEXT</c> in what users said: a test's way to make the model answer anything. The first line is the first answer
/// of the conversation, and so on; the last one stays. <c>say64:</c> takes base64, for an answer of several lines.
/// </summary>
internal static class SayDirectives
{
    private const string Plain = "say: ";
    private const string Encoded = "say64: ";

    public static string? Read(ChatCall call)
    {
        string[] lines =
        [
            .. call.Turns.Where(turn => turn.Role == "user").SelectMany(turn => turn.Text.Split('\n'))
                .Select(line => line.TrimEnd('\r'))
                    .Where(line => line.StartsWith(Plain, StringComparison.Ordinal) || line.StartsWith(Encoded, StringComparison.Ordinal)),
        ];
        int answers = call.Turns.Count(turn => turn.Role == "assistant" && !turn.ToolCalls.Any());
        return lines.Length == 0 ? null : Text(lines[Math.Min(answers, lines.Length - 1)]);
    }

    private static string Text(string line) => line.StartsWith(Plain, StringComparison.Ordinal)
        ? line[Plain.Length..]
        : Encoding.UTF8.GetString(Convert.FromBase64String(line[Encoded.Length..]));
}
