using System.Threading.Tasks;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>The gateway looks into images: it says format and size by their bytes.</summary>
public sealed class ImageTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    public static TheoryData<string, string, byte[]> Formats => new()
    {
        { "image/png", "png 640x480", TestImages.Png(640, 480) },
        { "image/jpeg", "jpeg 333x17", TestImages.Jpeg(333, 17) },
        { "image/gif", "gif 300x2", TestImages.Gif(300, 2) },
        { "image/webp", "webp 1000x3", TestImages.WebPLossy(1000, 3) },
        { "image/webp", "webp 5x1025", TestImages.WebPLossless(5, 1025) },
        { "image/webp", "webp 70000x9", TestImages.WebPExtended(70000, 9) },
        { "IMAGE/PNG", "png 1x1", TestImages.Png(1, 1) },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Format(string mime, string expected, byte[] bytes)
    {
        GatewayAnswer answer = await SendAsync($$"""{"url":"{{TestImages.DataUrl(mime, bytes)}}","detail":"high"}""");

        Assert.Equal($"[image {expected} {bytes.Length} bytes detail=high]", answer.Content);
    }

    [Fact]
    public async Task Detail_is_auto_by_default() =>
        Assert.EndsWith("detail=auto]", (await SendAsync($$"""{"url":"{{TestImages.DataUrl("image/png", TestImages.Png(1, 1))}}"}""")).Content);

    [Fact]
    public async Task A_URL_is_repeated() =>
        Assert.Equal("[image url https://example.com/a.png?x=1]", (await SendAsync("""{"url":"https://example.com/a.png?x=1"}""")).Content);

    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(32)]
    public async Task A_header_cut_off_is_no_image(int length)
    {
        foreach ((string mime, byte[] whole) in new[]
        {
            ("image/png", TestImages.Png(9, 9)), ("image/jpeg", TestImages.Jpeg(9, 9)), ("image/webp", TestImages.WebPLossless(9, 9)[..24]),
        })
        {
            byte[] part = whole[..System.Math.Min(length, whole.Length)];
            Assert.Equal(400, (await SendAsync($$"""{"url":"{{TestImages.DataUrl(mime, part)}}"}""")).Status);
        }
    }

    private Task<GatewayAnswer> SendAsync(string image) => fixture.Client.ChatAsync(Ask.For("", more:
        $$$"""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{{{image}}}}]}]}"""));
}
