using System;
using System.Text;
using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Text;

/// <summary>Bytes as text: byte order marks, given encodings, cut characters.</summary>
public sealed class TextBytesTests
{
    [Theory]
    [InlineData("FFFE000061000000", "a")]
    [InlineData("0000FEFF00000061", "a")]
    [InlineData("EFBBBF61", "a")]
    [InlineData("FFFE6100", "a")]
    [InlineData("FEFF0061", "a")]
    [InlineData("EFBBBF", "")]
    [InlineData("", "")]
    [InlineData("C3B6", "\u00F6")]
    public void A_mark_says_the_encoding(string bytes, string text)
    {
        Assert.Equal(text, TextBytes.Read(Convert.FromHexString(bytes), null, out bool isCut));
        Assert.False(isCut);
    }

    [Theory]
    [InlineData("61E282", "a\uFFFD")]
    [InlineData("61F09F98", "a\uFFFD")]
    [InlineData("82AC61", "\uFFFDa")]
    [InlineData("82AC61C3", "\uFFFDa\uFFFD")]
    [InlineData("EFBBBF61C3", "a\uFFFD")]
    [InlineData("FFFE610062", "a\uFFFD")]
    public void A_character_that_is_cut_is_one_that_stands_for_it(string bytes, string text)
    {
        Assert.Equal(text, TextBytes.Read(Convert.FromHexString(bytes), null, out bool isCut));
        Assert.True(isCut);
    }

    [Theory]
    [InlineData("61C361")]
    [InlineData("8080808061")]
    [InlineData("610062")]
    [InlineData("4772F6DF65")]
    public void What_is_broken_elsewhere_is_no_text(string bytes) => Assert.Null(TextBytes.Read(Convert.FromHexString(bytes), null, out _));

    [Fact]
    public void A_given_encoding_is_kept_to()
    {
        Assert.Equal("Gr\u00F6\u00DFe", TextBytes.Read(Convert.FromHexString("4772F6DF65"), Encoding.Latin1, out _));
        Assert.Null(TextBytes.Read(Convert.FromHexString("4772F6DF65"), Encoding.ASCII, out _));
    }
}
