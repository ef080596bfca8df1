using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using OfoxPS.Core.Terminal;
using Xunit;

namespace OfoxPS.UnitTests.Terminal;

/// <summary>
/// What Markdown costs, counted: how often characters are looked at, how much of a text is kept back, and the memory that is made on the
/// way. All have a limit that does not grow with the text, so that a model cannot make a session hang.
/// </summary>
public sealed class MarkdownWorkTests
{
    private const int Length = 120_000;

    // A line that is undecided, a span, a word; only a table keeps more.
    private const int MostKept = 2_000;

    private const int MostKeptOfTable = 80_000;

    private const int MostBytesPerCharacter = 300;

    // As many as brackets may be around a character, and a few for the kinds of emphasis.
    private const int MostLooksPerCharacter = 40;

    private const string Marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t0a\u4e2d\u0301\u200d\ufe0f";

    private static readonly string[] Parts =
    [
        "*a ", "**", "`a", "[a](", "_a ", "> ", "a`*[", " *a`", " *`", "[)", "[a]", "![", "*a*b", "**a*", "a *b", "- ", "1. ", "# ", "* * ",
            "~~a",
        "<b>", "&amp;", "word ", "a\n", "\n", "- a\n", "  - b\n", "> > a\n", "```\n", "~~~ x\n", "* a\n* * *\n", "===\n", "a\n---\n", "🦊",
        "e\u0301", "**b** ",
        "`c` ", "[a](b) ", "![a](b) ", "\\*", "*_*_", "*`a`", "``a`", "[a](b", "](", "--- - ", "- - - ", "_ _ ", "|a|b\n", "|-|-\n",
            "|a|b|\n|-|-|\n",
        "_a*", "***a ", "*a **b ", "[[a](", "*a_b`c[d", "a\n\n", "[a](b c) ", "[a]( ", "``a ", "_)", "[[]x",
    ];

    public static TheoryData<string> Starts => [.. Marks.Select(static mark => mark.ToString()), .. Parts];

    [Theory]
    [MemberData(nameof(Starts))]
    public void Repeated_without_an_end(string part) => CostsLittle(string.Concat(Enumerable.Repeat(part, Length / part.Length)));

    [Theory]
    [InlineData("|", "a")]
    [InlineData("```", "a")]
    [InlineData("``` ", "odd info string, with \"quotes\" and {braces} ")]
    [InlineData("~~~", "`")]
    [InlineData("```\n", "a")]
    [InlineData("```\n", "`")]
    [InlineData("```\n", "> ")]
    [InlineData("~~~\n", " ")]
    [InlineData("> ", "|a")]
    [InlineData("- ", "*")]
    [InlineData("|a|b|\n|-|-|\n", "|some text|more\n")]
    [InlineData("|a|b|\n|-|-|\n", "|`a ")]
    [InlineData("|a|b|\n|-|-|\n|", "word ")]
    [InlineData("***", "a ")]
    [InlineData("**a ", "*b ")]
    [InlineData("[", ")")]
    [InlineData("[", "a)")]
    [InlineData("[a](", "(")]
    [InlineData("[", "[aaaa")]
    [InlineData("_a `", "_a*")]
    public void Begun_without_an_end(string start, string part) =>
        CostsLittle(start + string.Concat(Enumerable.Repeat(part, Length / part.Length)));

    [Fact]
    public void A_table_with_more_columns_than_cells_of_the_window() => CostsLittle(
        "|" + string.Concat(Enumerable.Repeat("a|", 4000)) + "\n|" + string.Concat(Enumerable.Repeat("-|", 4000)) + "\n"
            + string.Concat(Enumerable.Repeat("|\n", Length / 2)));

    [Fact]
    public void Spans_that_hold_backticks_of_each_length()
    {
        string runs = string.Concat(Enumerable.Range(1, 17).Select(static length => " " + new string('`', length)));
        CostsLittle(string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat(" *a", 60)) + runs, Length / 400)));
    }

    [Fact]
    public void Links_that_are_opened_and_closed_many_times_over() => CostsLittle(
        string.Concat(Enumerable.Repeat(new string('[', 180) + string.Concat(Enumerable.Repeat("]x", 90)), Length / 360)));

    [Fact]
    public void The_width_of_the_window_is_asked_once_for_what_arrives_together()
    {
        int asked = 0;
        MarkdownRenderer renderer = new(() => 80 + (0 * ++asked));

        renderer.Append(string.Concat(Enumerable.Repeat("some words - and more\n---\n", 100)));
        Assert.Equal(1, asked);

        renderer.Append("more words");
        Assert.Equal(2, asked);
    }

    [Fact]
    public void A_long_table_goes_on_in_the_columns_that_it_began_with()
    {
        IEnumerable<string> rows = Enumerable.Range(0, 10_000).Select(static row => $"| {row:00000} | text |");

        string[] lines = Rendered.Markdown($"| no | what |\n|--|--|\n{string.Join("\n", rows)}\nafter").Lines;

        Assert.Equal(["no     what", "─────  ────", "00000  text"], lines[..3]);
        Assert.Equal(["09999  text", "after"], lines[^2..]);
        Assert.All(lines[2..^1], static line => Assert.EndsWith("  text", line, StringComparison.Ordinal));
    }

    private static void CostsLittle(string text)
    {
        CostsLittle(text, text.Length);
        CostsLittle(text, 20);
    }

    private static void CostsLittle(string text, int piece)
    {
        MarkdownRenderer renderer = new(static () => 100);
        StringBuilder shown = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int at = 0; at < text.Length; at += piece)
        {
            shown.Append(renderer.Append(text.Substring(at, Math.Min(piece, text.Length - at))));
        }

        string rest = renderer.End();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(bytes / text.Length, 0, MostBytesPerCharacter);
        Assert.InRange(renderer.Looks / text.Length, 0, MostLooksPerCharacter);
        Assert.InRange(Letters(rest), 0, text.Contains('|', StringComparison.Ordinal) ? MostKeptOfTable : MostKept);
        Assert.True(shown.Length > 0 || Letters(text) == 0);
    }

    private static int Letters(string text) => text.Count(static c => !char.IsWhiteSpace(c) && c is not ('─' or '\u001b'));
}
