using OfoxPS.Core.Terminal;
using Xunit;

namespace OfoxPS.UnitTests.Terminal;

/// <summary>How many cells a text takes.</summary>
public sealed class CellWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("fox", 3)]
    [InlineData("naïve", 5)]
    [InlineData("nai\u0308ve", 5)]
    [InlineData("狐", 2)]
    [InlineData("キツネ", 6)]
    [InlineData("여우", 4)]
    [InlineData("ｆｏｘ", 6)]
    [InlineData("ﾎﾟ", 2)]
    [InlineData("🦊", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("👩‍👩‍👧", 2)]
    [InlineData("🇪🇸", 2)]
    [InlineData("❤", 1)]
    [InlineData("❤️", 2)]
    [InlineData("⚠️ x", 4)]
    [InlineData("e\u200Bf", 2)]
    [InlineData("─│", 2)]
    [InlineData("…·", 2)]
    [InlineData("\u001b", 0)]
    public void Of_a_text(string text, int cells) => Assert.Equal(cells, CellWidth.Of(text));

    [Fact]
    public void Half_of_a_pair_is_one_cell_and_no_error() => Assert.Equal(2, CellWidth.Of("\ud83d" + "x"));
}
