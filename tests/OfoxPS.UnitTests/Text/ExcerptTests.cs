using System;
using System.Linq;
using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Text;

/// <summary>A few words of what should not have come.</summary>
public sealed class ExcerptTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \r\n\t\0", "")]
    [InlineData("<html><body></body></html>", "")]
    [InlineData("plain words", ": \"plain words\"")]
    [InlineData("<h1>502 Bad Gateway</h1><hr>nginx", ": \"502 Bad Gateway nginx\"")]
    [InlineData("<title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>nginx", ": \"502 Bad Gateway nginx\"")]
    [InlineData("<title>No</title><h1>No access</h1>", ": \"No No access\"")]
    [InlineData("<a href=\"x>y\">a\r\n\r\n  b</a>", ": \"y\">a b\"")]
    [InlineData("one\u001b[31mtwo", ": \"one [31mtwo\"")]
    [InlineData("<unclosed and words", "")]
    public void Of_a_body(string body, string excerpt) => Assert.Equal(excerpt, Excerpt.Of(body));

    [Fact]
    public void A_long_body_is_cut()
    {
        string excerpt = Excerpt.Of(new string('x', 100_000));

        Assert.Equal($": \"{new string('x', 120)}…\"", excerpt);
    }

    [Theory]
    [InlineData(118)]
    [InlineData(119)]
    [InlineData(120)]
    public void A_character_is_not_cut_in_half(int before)
    {
        string excerpt = Excerpt.Of(new string('x', before) + "🦊🦊 and more of it");

        Assert.Equal(excerpt, string.Concat(excerpt.EnumerateRunes().Select(static rune => rune.ToString())));
        Assert.DoesNotContain("\uFFFD", excerpt, StringComparison.Ordinal);
    }
}
