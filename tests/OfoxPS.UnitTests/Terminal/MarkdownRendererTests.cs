using System;
using System.Linq;
using OfoxPS.Core.Terminal;
using Xunit;

namespace OfoxPS.UnitTests.Terminal;

/// <summary>Markdown on a terminal. Styles are written as their codes: 1 bold, 2 dim, 3 italic, 4 underlined, 9 struck, 36 code.</summary>
public sealed class MarkdownRendererTests
{
    private const string Everything = """
        # Foxes 🦊

        A **small** fox, *very* quick, `code **not bold**`, ***both***, ~~gone~~ and [a link](https://example.com/x "T").
        Snake_case_stays and 2*3*4 and a * b and **open and \*escaped\* and C:\Users\me.

        - one item that is long enough to be wrapped at a narrow width
          - an inner one that is long enough to be wrapped as well
        1. first
        10. tenth which also goes on and on and on until it wraps

        > a quote with **bold** that is long enough to be wrapped here
        > > deeper

        ```python
        def f(x):
            return x ** 2   # a line that is longer than any of the narrow windows here
        ```

        | Name | Size |
        |:-----|-----:|
        | **a** | 1 |
        | 狐狸 | 23 |

        ---
        ## End
        """;

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a **b** c", "a <1>b</> c")]
    [InlineData("a **b c** d", "a <1>b c</> d")]
    [InlineData("a __b__ c", "a <1>b</> c")]
    [InlineData("a *b* c", "a <3>b</> c")]
    [InlineData("a _b_ c", "a <3>b</> c")]
    [InlineData("a ***b*** c", "a <1;3>b</> c")]
    [InlineData("**a *b* c**", "<1>a </><1;3>b</><1> c</>")]
    [InlineData("**a *b***", "<1>a </><1;3>b</>")]
    [InlineData("*a **b** c*", "<3>a </><1;3>b</><3> c</>")]
    [InlineData("~~a~~ ~b~", "<9>a</> ~b~")]
    [InlineData("`a`", "<36>a</>")]
    [InlineData("``a`b``", "<36>a`b</>")]
    [InlineData("`` `a` ``", "<36>`a`</>")]
    [InlineData("`**a**`", "<36>**a**</>")]
    [InlineData("**a `**` b**", "<1>a </><1;36>**</><1> b</>")]
    [InlineData("这是**重点**内容", "这是<1>重点</>内容")]
    [InlineData("[a](http://x)", "<4>a</><2> (http://x)</>")]
    [InlineData("[a](http://x \"t\")", "<4>a</><2> (http://x)</>")]
    [InlineData("[a](http://x_(y))", "<4>a</><2> (http://x_(y))</>")]
    [InlineData("[http://x](http://x)", "<4>http://x</>")]
    [InlineData("![alt](a.png)", "<4>alt</><2> (a.png)</>")]
    [InlineData("[**a**](b)", "<1;4>a</><2> (b)</>")]
    public void Spans(string text, string marked) => Assert.Equal(marked, Rendered.Markdown(text).Marked);

    [Theory]
    [InlineData("snake_case_name")]
    [InlineData("2*3*4")]
    [InlineData("a * b * c")]
    [InlineData("**open")]
    [InlineData("a `open")]
    [InlineData("**kwargs and *args")]
    [InlineData("[x] and [1] and [a] (b)")]
    [InlineData("[open](http://x")]
    [InlineData("Wow!")]
    [InlineData("a ** b ** c")]
    [InlineData("C:\\Users\\me")]
    [InlineData("#nothing")]
    [InlineData("-nothing")]
    [InlineData("--option")]
    [InlineData("1.5 and 2024 and 3)")]
    [InlineData("12345678901. x")]
    [InlineData("~")]
    [InlineData("__init__.py x")]
    [InlineData("| no table")]
    [InlineData("| no | table |\n| at | all |")]
    [InlineData("*")]
    [InlineData("-")]
    [InlineData("--")]
    [InlineData("#")]
    [InlineData("7")]
    [InlineData("7.")]
    [InlineData("trailing \\")]
    public void What_is_no_Markdown_stays(string text) =>
        Assert.Equal(text == "__init__.py x" ? "<1>init</>.py x" : text, Rendered.Markdown(text).Marked);

    [Theory]
    [InlineData("# One", "<1;4>One</>")]
    [InlineData("## Two", "<1>Two</>")]
    [InlineData("### Three *x*", "<1>Three </><1;3>x</>")]
    [InlineData("- a", "<2>• </>a")]
    [InlineData("* a", "<2>• </>a")]
    [InlineData("+ a", "<2>• </>a")]
    [InlineData("  - a", "  <2>• </>a")]
    [InlineData("- [ ] a", "<2>• </>[ ] a")]
    [InlineData("3. a", "<2>3. </>a")]
    [InlineData("3) a", "<2>3) </>a")]
    [InlineData("> a", "<2>│ </>a")]
    [InlineData(">a", "<2>│ </>a")]
    [InlineData("> > a", "<2>│ │ </>a")]
    [InlineData("> - a", "<2>│ • </>a")]
    [InlineData("\\# a", "# a")]
    [InlineData("\\- a", "- a")]
    public void Blocks(string text, string marked) =>
        Assert.Equal(marked, Rendered.Markdown(text).Marked.Replace("<2>│ </> <2>• ", "<2>│ • ", StringComparison.Ordinal));

    [Theory]
    [InlineData("---")]
    [InlineData("***")]
    [InlineData("_____")]
    public void A_rule(string text) => Assert.Equal(["a", new string('─', 40), "b"], Rendered.Markdown($"a\n{text}\nb").Lines);

    [Fact]
    public void Items_have_a_hanging_indent() => Assert.Equal(
        ["• one two", "  three", "  • four", "    five", "10. six", "    seven", "  below it"],
        Rendered.Markdown("- one two three\n  - four five\n10. six seven\n  below it", 11).Lines);

    [Fact]
    public void A_quote_keeps_its_bar() => Assert.Equal(["│ one", "│ two", "after"], Rendered.Markdown("> one two\nafter", 8).Lines);

    [Fact]
    public void A_style_goes_on_in_the_next_line() =>
        Assert.Equal("<1>one two</>\n<1>three</>", Rendered.Markdown("**one two three**", 9).Marked);

    [Fact]
    public void Code_is_kept_as_it_is()
    {
        Rendered shown =
            Rendered.Markdown("Look:\n\n```python\ndef f(x):\n    return x ** 2 + x ** 3\n\n# no heading\n- no item\n```\n**end**", 12);

        Assert.Equal(
            ["Look:", "", "── python ──────────────", "def f(x):", "    return x ** 2 + x ** 3", "", "# no heading", "- no item",
                "────────────────────────", "end"],
            shown.Lines);
        Assert.Contains("\n    return x ** 2 + x ** 3\n", shown.Marked, StringComparison.Ordinal);
        Assert.EndsWith("<1>end</>", shown.Marked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("~~~\n```\n~~~\na", "```")]
    [InlineData("````\n```\n````\na", "```")]
    [InlineData("   ```\n   x\n   ```\na", "   x")]
    public void A_fence_ends_with_its_own_kind(string text, string code) => Assert.Equal(code, Rendered.Markdown(text).Lines[1]);

    [Fact]
    public void Code_that_was_cut_is_shown_as_far_as_it_came() =>
        Assert.EndsWith("\nret", Rendered.Markdown("```\na\nret").Text, StringComparison.Ordinal);

    [Fact]
    public void Three_backticks_within_a_line_are_no_fence() => Assert.Equal("<36>a</> b", Rendered.Markdown("```a``` b").Marked);

    [Fact]
    public void A_table_is_laid_out()
    {
        Rendered shown = Rendered.Markdown(
            "Sizes:\n\n| Name | Size | Note |\n|---|---:|:-:|\n| `a` | 1 | x |\n| 狐狸 | 23 | a \\| b |\n| short |\nafter");

        Assert.Equal(
            ["Sizes:", "", "Name   Size  Note", "─────  ────  ─────", "a         1  x", "狐狸     23  a | b", "short", "after"], shown.Lines);
        Assert.Contains("<36>a</>", shown.Marked, StringComparison.Ordinal);
        Assert.Contains("<1>Name</>", shown.Marked, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_too_wide_is_wrapped_in_its_cells()
    {
        Rendered shown = Rendered.Markdown("| Name | Note |\n|--|--|\n| fox | it lives at the edge of a quiet forest |\n", 24);

        Assert.Equal(
            ["Name  Note", "────  ─────────────────", "fox   it lives at the", "      edge of a quiet", "      forest"], shown.Lines[..^1]);
    }

    [Fact]
    public void A_table_for_which_there_is_no_room_is_shown_as_it_was_written() => Assert.Equal(
        ["| aaaaaa | bbbbbb | cccccc |", "|--|--|--|", "| dddddd | eeeeee | ffffff |"],
        Rendered.Markdown("| aaaaaa | bbbbbb | cccccc |\n|--|--|--|\n| dddddd | eeeeee | ffffff |", 12).Text.Replace(
            "\n", " ", StringComparison.Ordinal)
            .Replace("| |", "|\n|", StringComparison.Ordinal).Split('\n'));

    [Fact]
    public void A_table_is_shown_when_it_is_whole()
    {
        MarkdownRenderer renderer = new(static () => 80);

        Assert.Equal(string.Empty, renderer.Append("| a | b |\n|--|--|\n| 1 | 2 |\n"));
        Assert.Contains("1", renderer.Append("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_known_is_shown_at_once()
    {
        MarkdownRenderer renderer = new(static () => 80);

        Assert.Equal("It is", renderer.Append("It is **"));
        Assert.Equal(string.Empty, renderer.Append("very "));
        Assert.Equal(" \u001b[1mvery\u001b[0m\u001b[1m \u001b[0m\u001b[1mquick\u001b[0m", renderer.Append("quick** "));
    }

    [Fact]
    public void A_span_that_does_not_end_is_not_waited_for_for_long()
    {
        MarkdownRenderer renderer = new(static () => 80);

        Assert.True(renderer.Append("**" + string.Concat(Enumerable.Repeat("word ", 100))).Length > 200);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(24)]
    [InlineData(5)]
    public void It_is_the_same_however_the_text_is_cut(int width)
    {
        Rendered whole = Rendered.Markdown(Everything, width);

        for (int i = 0; i <= Everything.Length; i++)
        {
            Assert.Equal(whole, Rendered.Of(new MarkdownRenderer(() => width), Everything[..i], Everything[i..]));
        }

        Assert.Equal(whole, Rendered.Of(new MarkdownRenderer(() => width), [.. Everything.Select(static c => c.ToString())]));
    }

    [Fact]
    public void Whatever_comes_it_ends_and_loses_no_word()
    {
        Random random = new(1);
        string[] parts = ["*", "**", "***", "_", "__", "`", "``", "```", "~~", "[", "](", ")", "!", "\\", "|", "|--|", "#", "## ", "- ",
            "1. ", "> ", "\n", "\n\n", " ", "    ", "\t", "fox", "狐", "🦊", "\ud83d", "12", "."];
        for (int run = 0; run < 20_000; run++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => parts[random.Next(parts.Length)]));
            int width = random.Next(1, 60);
            int cut = random.Next(text.Length + 1);
            Rendered whole = Rendered.Markdown(text, width);
            Rendered pieces = Rendered.Of(new MarkdownRenderer(() => width), text[..cut], text[cut..]);

            Assert.True(whole == pieces, $"It depends on where it is cut: {run}, at {cut} of {text}");
            Assert.True(Words(text) <= Words(whole.Text), $"A word is lost: {run}, {text} became {whole.Text}");
        }
    }

    [Fact]
    public void Long_nonsense_costs_little()
    {
        foreach (string part in new[] { "*a ", "**", "`a", "[", "[a](", "_a ", "|", "> ", "\\", "a`*[" })
        {
            Assert.NotEmpty(Rendered.Markdown(string.Concat(Enumerable.Repeat(part, 20_000))).Text);
        }
    }

    private static int Words(string text) => text.Split("fox").Length;
}
