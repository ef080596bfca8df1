using System;
using System.Linq;
using OfoxPS.Core.Terminal;
using Xunit;

namespace OfoxPS.UnitTests.Terminal;

/// <summary>Text is wrapped between words, at the width of the window.</summary>
public sealed class PlainRendererTests
{
    private const string Story = "Once upon a time a small fox lived at the edge of a quiet forest.";

    [Theory]
    [InlineData(80)]
    [InlineData(20)]
    [InlineData(11)]
    public void Lines_end_between_words_and_fit(int width)
    {
        Rendered shown = Rendered.Plain(Story, width);

        Assert.All(shown.Lines, line => Assert.True(CellWidth.Of(line) < width, line));
        Assert.Equal(Story.Split(' '), shown.Text.Split(' ', '\n'));
    }

    [Fact]
    public void A_line_is_as_full_as_it_can_be() => Assert.Equal(["one two", "three"], Rendered.Plain("one two three", 8).Lines);

    [Fact]
    public void A_word_that_is_longer_than_the_line_stays_whole() =>
        Assert.Equal(
            ["see", "https://example.com/a/very/long/address", "over there"],
            Rendered.Plain("see https://example.com/a/very/long/address over there", 13).Lines);

    [Fact]
    public void Text_after_a_long_word_goes_on_where_the_terminal_has_wrapped_it() =>
        Assert.Equal(["0123456789012 after"], Rendered.Plain("0123456789012 after", 10).Lines);

    [Fact]
    public void A_very_long_word_is_not_kept_until_its_end()
    {
        PlainRenderer renderer = new(static () => 20);

        Assert.True(renderer.Append(new string('x', 100)).Length > 50);
        Assert.Equal("one", Rendered.Of(new PlainRenderer(static () => 20), new string('x', 100), " one").Text.Split(' ', '\n')[^1]);
    }

    [Theory]
    [InlineData("狐は森のはずれに住んでいました。", 12)]
    [InlineData("从前有一只小狐狸，住在森林的边缘。", 9)]
    public void Chinese_and_Japanese_are_wrapped_between_characters(string text, int width)
    {
        Rendered shown = Rendered.Plain(text, width);

        Assert.Equal(text, shown.Text.Replace("\n", string.Empty, StringComparison.Ordinal));
        Assert.All(shown.Lines, line => Assert.InRange(CellWidth.Of(line), 1, width - 1));
        Assert.True(shown.Lines.Length >= CellWidth.Of(text) / width);
        Assert.DoesNotContain(shown.Lines, static line => line[0] is '。' or '，');
    }

    [Theory]
    [InlineData('「', '」')]
    [InlineData('（', '）')]
    [InlineData('『', '』')]
    public void What_opens_stays_with_what_follows_and_what_closes_with_what_precedes(char opens, char closes)
    {
        string text = string.Concat(Enumerable.Repeat($"狐{opens}森{closes}", 10));

        Assert.All(Enumerable.Range(6, 8),
            width => Assert.All(Rendered.Plain(text, width).Lines, line => Assert.True(line[^1] != opens && line[0] != closes, line)));
    }

    [Fact]
    public void An_emoji_takes_two_cells() => Assert.Equal(["🦊🦊🦊", "🦊"], Rendered.Plain("🦊🦊🦊 🦊", 8).Lines);

    [Fact]
    public void Indents_empty_lines_and_tabs_stay() => Assert.Equal("a\n\n    b\tc\n", Rendered.Plain("a\n\n    b\tc\n").Text);

    [Fact]
    public void A_word_is_shown_when_it_is_whole()
    {
        PlainRenderer renderer = new(static () => 80);

        Assert.Equal(["", "Hello", " my", ""], new[] { "Hel", "lo m", "y ", "fox" }.Select(renderer.Append));
        Assert.Equal(" fox", renderer.End());
    }

    [Fact]
    public void A_window_may_be_resized()
    {
        int width = 80;
        PlainRenderer renderer = new(() => width);
        renderer.Append("one two three four five\n");
        width = 8;

        Assert.Equal("one two\nthree", renderer.Append("one two three") + renderer.End());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void No_window_is_too_narrow(int width) => Assert.Equal(["a", "bb", "c"], Rendered.Plain("a bb c", width).Lines);

    [Fact]
    public void Half_of_a_pair_is_replaced() => Assert.Equal("a\uFFFDb \uFFFD", Rendered.Plain("a\ud83db \udc00").Text);

    [Fact]
    public void It_is_the_same_however_the_text_is_cut()
    {
        const string text = "Fox 🦊 and 👩‍👩‍👧 met 狐狸，then   went\n\n  to https://example.com/a/long/one/that/does/not/fit now. ";
        Rendered whole = Rendered.Plain(text, 24);

        for (int i = 0; i <= text.Length; i++)
        {
            Assert.Equal(whole, Rendered.Of(new PlainRenderer(static () => 24), text[..i], text[i..]));
        }

        Assert.Equal(whole, Rendered.Of(new PlainRenderer(static () => 24), [.. text.Select(static c => c.ToString())]));
    }
}
