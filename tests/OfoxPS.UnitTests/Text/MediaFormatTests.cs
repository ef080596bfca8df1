using System;
using System.Linq;
using System.Text;
using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Text;

/// <summary>What an image, a document or a sound is, by its bytes.</summary>
public sealed class MediaFormatTests
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
    [InlineData("255044462D312E37", "application/pdf")]
    [InlineData("EFBBBF0D0A255044462D31", "application/pdf")]
    [InlineData("52494646240000005741564500", "audio/wav")]
    [InlineData("494433030000", "audio/mpeg")]
    [InlineData("FFFB9064", "audio/mpeg")]
    [InlineData("FFF340C4", "audio/mpeg")]
    [InlineData("FFFE6100", null)]
    [InlineData("FFFBFF00", null)]
    [InlineData("3C737667", null)]
    public void By_its_first_bytes(string hex, string? type) =>
        Assert.Equal(type, MediaFormat.OfSent(Convert.FromHexString(hex))?.MediaType);

    [Theory]
    [InlineData("49492A00", "image/tiff")]
    [InlineData("424D360000000000000036", "image/bmp")]
    [InlineData("000000186674797068656963", "image/heic")]
    [InlineData("0000001C6674797061766966", "image/avif")]
    [InlineData("0000001C667479704D344120", "audio/mp4")]
    [InlineData("0000001C6674797069736F6D", "video/mp4")]
    [InlineData("664C614300", "audio/flac")]
    [InlineData("4F67675300", "audio/ogg")]
    [InlineData("FFF15080", "audio/aac")]
    [InlineData("504B0304", "application/zip")]
    [InlineData("D0CF11E0", "application/x-ole-storage")]
    [InlineData("1F8B08", "application/gzip")]
    public void What_is_known_and_not_sent_has_a_way_out(string hex, string type)
    {
        MediaFormat format = MediaFormat.Of(Convert.FromHexString(hex))!;

        Assert.Equal((type, false), (format.MediaType, format.IsSent));
        Assert.NotEmpty(format.WayOut!);
        Assert.Null(MediaFormat.OfSent(Convert.FromHexString(hex)));
    }

    [Fact]
    public void Text_is_text() => Assert.All(
        new[] { "hello", "GIF", "PNG", "BMW", "PK", "%PDF", "%PDF- is how it begins", "ID3", "OggS", "fLaCk", "<svg xmlns" }
            .Select(Encoding.ASCII.GetBytes),
        static bytes => Assert.Null(MediaFormat.Of(bytes)));
}
