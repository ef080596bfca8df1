using System.Linq;
using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Text;

/// <summary>Data is not shown, however it is cut into pieces.</summary>
public sealed class DataFilterTests
{
    private static readonly string Picture = $"Here: ![a](data:image/png;base64,{new string('A', 999)}=) done; ok";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public void Long_data_is_told_by_its_length(int size)
    {
        DataFilter filter = new();
        string shown = string.Concat(Picture.Chunk(size).Select(piece => filter.Append(new string(piece)))) + filter.End();

        Assert.Equal("Here: ![a](data:image/png;base64,... (1,000 characters)) done; ok", shown);
        Assert.Equal(shown, DataFilter.Of(Picture));
    }

    [Theory]
    [InlineData("An example is data:text/plain;base64,aGVsbG8= as here")]
    [InlineData("data:text/plain;base64,aGVsbG8=")]
    [InlineData("a;b;;base64 x ;;base64,")]
    public void An_example_stays(string text)
    {
        Assert.Equal(text, DataFilter.Of(text));
        DataFilter filter = new();
        Assert.Equal(text, string.Concat(text.Select(c => filter.Append(c.ToString()))) + filter.End());
    }

    [Fact]
    public void Data_that_does_not_end_is_told_at_the_end() =>
        Assert.Equal("x;base64,... (300 characters)", DataFilter.Of("x;base64," + new string('B', 300)));
}
