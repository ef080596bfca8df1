using System.Text;
using System.Text.Json;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>What one event of a stream is.</summary>
public sealed class ServerEventTests
{
    [Theory]
    [InlineData("message", "[DONE]")]
    [InlineData("message", "  [DONE]  ")]
    [InlineData("message", "[DONE] bye")]
    [InlineData("done", "[DONE]")]
    public void The_end(string type, string data) => Assert.True(Parse(type, data).Done);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\n\n")]
    public void Nothing_of_interest(string data) => Assert.Equal(default, Parse("message", data));

    [Theory]
    [InlineData("message", """{"choices":[{"delta":{"content":"x"}}]}""")]
    [InlineData("anything", """{"choices":[{"delta":{"content":"x"}}],"error":null}""")]
    public void A_chunk(string type, string data) => Assert.Equal("x", Parse(type, data).Chunk?.Content);

    [Theory]
    [InlineData("message", """{"error":{"message":"m"}}""", "m")]
    [InlineData("error", """{"error":{"message":"m"}}""", "m")]
    [InlineData("error", """{"message":"m"}""", "m")]
    [InlineData("error", "went away", "went away")]
    [InlineData("error", "\"quoted\"", "quoted")]
    [InlineData("error", """{"choices":[]}""", """{"choices":[]}""")]
    [InlineData("message", """{"detail":"m"}""", "m")]
    public void An_error(string type, string data, string message)
    {
        ServerEvent item = Parse(type, data);

        Assert.Null(item.Chunk);
        Assert.Contains(message, item.Error?.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oops")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public void No_JSON_object(string data) => Assert.ThrowsAny<JsonException>(() => Parse("message", data));

    [Fact]
    public void The_text_is_kept_only_when_asked_for()
    {
        byte[] data = Encoding.UTF8.GetBytes(" {\"id\":\"🦊\"} ");

        Assert.Equal("{\"id\":\"🦊\"}", ServerEvent.Parse("message", data, keepText: true, null, new ChunkReader()).Text);
        Assert.Null(ServerEvent.Parse("message", data, keepText: false, null, new ChunkReader()).Text);
    }

    private static ServerEvent Parse(string type, string data) =>
        ServerEvent.Parse(type, Encoding.UTF8.GetBytes(data), keepText: false, null, new ChunkReader());
}
