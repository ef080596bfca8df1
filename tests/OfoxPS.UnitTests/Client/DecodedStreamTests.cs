using System;
using System.IO;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>A body is read in the encoding that the server names where its bytes are in that encoding, else as UTF-8.</summary>
public sealed class DecodedStreamTests
{
    private const string Text = "{\"a\":\"döne, 5 €\"}";

    [Theory]
    [InlineData("iso-8859-1", "windows-1252")]
    [InlineData("iso-8859-1", "utf-8")]
    [InlineData("windows-1252", "windows-1252")]
    [InlineData("windows-1252", "utf-8")]
    [InlineData("utf-16", "utf-16")]
    [InlineData("utf-16", "utf-8")]
    [InlineData("utf-16be", "utf-16be")]
    [InlineData("nobody-knows", "utf-8")]
    public async Task The_bytes_decide_wherever_they_are_cut(string said, string actual)
    {
        Encoding encoding = actual == "windows-1252" ? Poly.NamedEncoding(actual) : Encoding.GetEncoding(actual);
        byte[] bytes = encoding.GetBytes(Text);

        for (int block = 1; block <= bytes.Length; block++)
        {
            Assert.Equal(Text, await ReadAsync(bytes, said, block));
        }
    }

    [Fact]
    public async Task A_letter_at_the_end_is_of_the_encoding_that_the_server_names() =>
        Assert.Equal("é", await ReadAsync([0xE9], "iso-8859-1", 1));

    private static async Task<string> ReadAsync(byte[] bytes, string charset, int block)
    {
        using Stream body = DecodedStream.Of(new Pieces(bytes, block), MediaTypeHeaderValue.Parse("application/json; charset=" + charset));
        using MemoryStream read = new();
        byte[] buffer = new byte[7];
        for (int count; (count = await body.ReadAsync(buffer, 0, buffer.Length, CancellationToken.None)) > 0;)
        {
            read.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(read.ToArray());
    }

    // Each read brings at most so many bytes.
    private sealed class Pieces(byte[] bytes, int block) : MemoryStream(bytes)
    {
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            base.ReadAsync(buffer, offset, Math.Min(count, block), cancellationToken);

#if NET
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, block)], cancellationToken);
#endif
    }
}
