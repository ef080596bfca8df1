using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Views;

/// <summary>What a terminal gets of an answer: the whole way from the gateway to the console, in a process of its own.</summary>
public sealed partial class PseudoTerminalTests
{
    private const string Answer = """
        # The fox
        A **small** fox lived at the _edge_ of a quiet forest, listened to the wind, and was `quick` as 狐狸很快而且很聪明从来不睡觉整天在森林里跑来跑去 when 🦊 it ran.

        - It ran every day, from the first light of the morning to the last of the evening.

        ```sh
        git log --oneline --graph --decorate --all --author=fox --since=yesterday --until=now
        ```
        """;

    private static readonly string Ask = $"ofox 'say64: {Convert.ToBase64String(Encoding.UTF8.GetBytes(Answer.ReplaceLineEndings("\n")))}'";

    [PseudoTerminalFact]
    public async Task Live_text_is_styled_and_wrapped_at_the_width_of_the_terminal()
    {
        string shown = await PseudoTerminal.RunAsync(Ask + " -Stream", 60);

        string[] lines = Lines(Plain(shown));
        Assert.Contains("A small fox lived at the edge of a quiet forest, listened", lines);
        Assert.Contains("• It ran every day, from the first light of the morning to", lines);
        Assert.Contains("  the last of the evening.", lines);
        Assert.Contains(lines, static line => line.EndsWith("--since=yesterday --until=now", StringComparison.Ordinal));
        Assert.All(lines.Where(static line => !line.Contains("git log", StringComparison.Ordinal)), static line => Assert.InRange(Cells(line), 0, 59));
        Assert.Contains("\u001b[1msmall\u001b[", shown, StringComparison.Ordinal);
        Assert.Contains("\u001b[3medge\u001b[", shown, StringComparison.Ordinal);
        Assert.Contains("\u001b[36mquick\u001b[", shown, StringComparison.Ordinal);
        Assert.Matches(@"\n  openai/gpt-4o · \d+ in, \d+ out · \d+\.\d s · stop$", string.Join('\n', lines).TrimEnd());

        // Append-only: colours are the only sequences.
        Assert.DoesNotMatch(@"\u001b\[[0-9;?]*[^0-9;?m]", shown);
    }

    [PseudoTerminalFact]
    public async Task A_wide_terminal_is_used_and_an_answer_that_was_not_streamed_looks_the_same()
    {
        string shown = await PseudoTerminal.RunAsync(Ask, 120);

        string[] lines = Lines(Plain(shown));
        Assert.Contains(lines, static line => line.StartsWith("A small fox lived at the edge of a quiet forest, listened to the wind, and was quick as 狐狸", StringComparison.Ordinal));
        Assert.Contains("• It ran every day, from the first light of the morning to the last of the evening.", lines);
        Assert.All(lines, static line => Assert.InRange(Cells(line), 0, 119));
        Assert.Contains("\u001b[1msmall\u001b[", shown, StringComparison.Ordinal);
    }

    [PseudoTerminalFact]
    public async Task A_terminal_without_styles_gets_none_and_is_wrapped_all_the_same()
    {
        string[] outputs = await Task.WhenAll(
            PseudoTerminal.RunAsync(Ask + " -Stream", 60, ("TERM", "dumb")), PseudoTerminal.RunAsync(Ask + " -Stream", 60, ("NO_COLOR", "1")));

        foreach (string shown in outputs)
        {
            Assert.DoesNotContain('\u001b', shown);
            Assert.Contains("A **small** fox lived at the _edge_ of a quiet forest,", Lines(shown));
            Assert.All(Lines(shown).Where(static line => !line.Contains("git log", StringComparison.Ordinal)), static line => Assert.InRange(Cells(line), 0, 59));
        }
    }

    private static string Plain(string shown) => Sequence().Replace(shown, string.Empty);

    private static string[] Lines(string text) => [.. text.Replace("\r", string.Empty, StringComparison.Ordinal).Split('\n').Select(static line => line.TrimEnd())];

    // Enough for the characters above: Chinese ones and the fox fill two cells.
    private static int Cells(string line) => line.EnumerateRunes().Sum(static rune => rune.Value is >= 0x4E00 and < 0xA000 or > 0xFFFF ? 2 : 1);

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex Sequence();
}
