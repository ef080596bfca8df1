using System;
using System.Linq;
using System.Text;
using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Text;

/// <summary>What an image is, by its bytes.</summary>
public sealed class ImageFormatTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A0000000D", "image/png")]
    [InlineData("89504E470D0A1A0A", "image/png")]
    [InlineData("FFD8FFE000104A464946", "image/jpeg")]
    [InlineData("FFD8FFDB", "image/jpeg")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("474946383761", "image/gif")]
    [InlineData("524946461A00000057454250", "image/webp")]
    [InlineData("", null)]
    [InlineData("89504E47", null)]
    [InlineData("89504E470D0A1A0B", null)]
    [InlineData("FFD8", null)]
    [InlineData("474946383861", null)]
    [InlineData("524946461A00000041564920", null)]
    [InlineData("524946461A000000574542", null)]
    [InlineData("49492A00", null)]
    [InlineData("424D36000000", null)]
    [InlineData("000000186674797068656963", null)]
    [InlineData("255044462D312E37", null)]
    [InlineData("3C737667", null)]
    public void By_its_first_bytes(string hex, string? type) => Assert.Equal(type, ImageFormat.MediaTypeOf(Convert.FromHexString(hex)));

    [Fact]
    public void Text_is_no_image() => Assert.All(
        new[] { "hello", "GIF", "PNG", "RIFFxxxxWAVE", "<svg xmlns" }.Select(Encoding.ASCII.GetBytes),
        static bytes => Assert.Null(ImageFormat.MediaTypeOf(bytes)));
}
