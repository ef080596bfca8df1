using System;
using System.IO;
using System.Linq;
using System.Text;
using OfoxPS.Core.Checkpoint;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Model;

/// <summary>What a large attachment costs in memory: blocks, whatever is done with its request, and never its own size.</summary>
public sealed class MediaCostTests
{
    private const int Size = 8 * 1024 * 1024;

    private const long Most = 256 * 1024;

    private static readonly Uri Address = new("https://a.test/v1/chat/completions");

    [Theory]
    [InlineData("\u0089PNG\r\n\u001A\n", false)]
    [InlineData("\u0089PNG\r\n\u001A\n", true)]
    [InlineData("%PDF-1.7", false)]
    [InlineData("%PDF-1.7", true)]
    [InlineData("RIFF0000WAVE", false)]
    [InlineData("RIFF0000WAVE", true)]
    [InlineData("ID3\u0003", false)]
    [InlineData("ID3\u0003", true)]
    public void An_attachment_is_never_whole_in_memory(string beginning, bool isFile)
    {
        byte[] bytes = new byte[Size];
        Encoding.Latin1.GetBytes(beginning).CopyTo(bytes, 0);
        using TemporaryFile file = new(bytes);
        UseOnce(ChatMedia.FromBytes([.. bytes.Take(100)]));

        long before = GC.GetAllocatedBytesForCurrentThread();
        UseOnce(isFile ? ChatMedia.FromFile(file.Path) : ChatMedia.FromBytes(bytes));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, Most);
    }

    // Two attempts, the key of a checkpoint, the terms of a budget, and what a log and a cassette say of it.
    private static void UseOnce(ChatMedia media)
    {
        RequestBody body =
            RequestWriter.Write(Ask.With(new ChatMessage("user", null) { Content = new[] { ChatContentPart.FromMedia(media) } }));
        for (int attempt = 0; attempt < 2; attempt++)
        {
            Assert.True(body.WriteToAsync(Stream.Null, static () => { }, default).IsCompletedSuccessfully);
        }

        RequestHash.Of(Address, body, null);
        RequestTerms.Of(body);
        body.Describe();
    }
}
