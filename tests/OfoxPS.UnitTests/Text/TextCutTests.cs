using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Text;

/// <summary>A part of a text holds whole characters only.</summary>
public sealed class TextCutTests
{
    private const string Fox = "a\U0001F98Ab";

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "a")]
    [InlineData(2, "a")]
    [InlineData(3, "a\U0001F98A")]
    [InlineData(4, Fox)]
    [InlineData(99, Fox)]
    public void A_beginning(int longest, string start) => Assert.Equal(start, TextCut.Start(Fox, longest));

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "b")]
    [InlineData(2, "b")]
    [InlineData(3, "\U0001F98Ab")]
    [InlineData(4, Fox)]
    [InlineData(99, Fox)]
    public void An_end(int longest, string end) => Assert.Equal(end, TextCut.End(Fox, longest));

    [Theory]
    [InlineData(4, Fox)]
    [InlineData(3, "a\U0001F98A…")]
    [InlineData(2, "a…")]
    public void A_beginning_with_a_mark_where_something_is_missing(int longest, string shown) =>
        Assert.Equal(shown, TerminalText.Truncate(Fox, longest));

    [Fact]
    public void A_line_without_its_middle() =>
        Assert.Equal("a … (2 more characters) … b", TerminalText.OneLine("a" + "\U0001F98A" + "b", longest: 3));
}
