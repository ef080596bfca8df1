using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>A body with images, which are encoded while they are sent.</summary>
public sealed class RequestBodyTests
{
    private const int Block = 48 * 1024;

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(Block - 2)]
    [InlineData(Block - 1)]
    [InlineData(Block)]
    [InlineData(Block + 1)]
    [InlineData(Block + 2)]
    [InlineData((2 * Block) - 1)]
    [InlineData(2 * Block)]
    [InlineData((2 * Block) + 4)]
    public async Task An_image_arrives_byte_by_byte(int length)
    {
        byte[] image = TestImage.Png(length);
        using TemporaryFile file = new(image);

        byte[] fromBytes = await WriteAsync(Of(ChatMedia.FromBytes(image)));
        byte[] fromFile = await WriteAsync(Of(ChatMedia.FromFile(file.Path)));

        Assert.Equal(fromBytes, fromFile);
        Assert.Equal($"data:image/png;base64,{Convert.ToBase64String(image)}", Url(fromBytes, 0));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(Block + 1)]
    public async Task The_length_is_that_of_the_bytes_written(int length)
    {
        RequestBody body = Of(ChatMedia.FromBytes(TestImage.Png(length)), ChatMedia.FromBytes(TestImage.Jpeg(length + 1)));

        Assert.Equal(body.Length, (await WriteAsync(body)).Length);
    }

    [Fact]
    public async Task Two_images_keep_their_places_and_details()
    {
        byte[] png = TestImage.Png(100);
        byte[] jpeg = TestImage.Jpeg(Block + 100);
        ChatMessage message = new("user", null)
        {
            Content = new[]
            {
                ChatContentPart.FromText("first"),
                ChatContentPart.FromMedia(ChatMedia.FromBytes(png), "high"),
                ChatContentPart.FromText("second 🦊"),
                ChatContentPart.FromMedia(ChatMedia.FromBytes(jpeg)),
                ChatContentPart.FromText("last"),
            },
        };

        string json = Encoding.UTF8.GetString(await WriteAsync(RequestWriter.Write(Ask.With(message) with { MaxTokens = 5 })));

        Assert.Equal(
            """{"model":"asked/model","messages":[{"role":"user","content":[{"type":"text","text":"first"},"""
                + """{"type":"image_url","image_url":{"url":"data:image/png;base64,"""
            + Convert.ToBase64String(png)
            + "\",\"detail\":\"high\"}},{\"type\":\"text\",\"text\":\"second "
                + "🦊\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/jpeg;base64,"
            + Convert.ToBase64String(jpeg)
            + "\"}},{\"type\":\"text\",\"text\":\"last\"}]}],\"max_tokens\":5}",
            json);
    }

    [Fact]
    public async Task A_document_has_its_name_and_a_sound_its_format()
    {
        byte[] pdf = [.. "%PDF-1.7 "u8, .. new byte[Block]];
        byte[] wav = [.. "RIFF\0\0\0\0WAVE"u8];
        using TemporaryFile file = new(pdf);
        RequestBody body = Of(ChatMedia.FromFile(file.Path), ChatMedia.FromBytes(pdf), ChatMedia.FromBytes(wav));

        string json = Encoding.UTF8.GetString(await WriteAsync(body));

        string data = $"\"file_data\":\"data:application/pdf;base64,{Convert.ToBase64String(pdf)}\"}}}},";
        Assert.Contains(
            $"{{\"type\":\"file\",\"file\":{{\"filename\":\"{Path.GetFileName(file.Path)}\",{data}", json, StringComparison.Ordinal);
        Assert.Contains($"{{\"type\":\"file\",\"file\":{{\"filename\":\"document.pdf\",{data}", json, StringComparison.Ordinal);
        Assert.Contains(
            $"{{\"type\":\"input_audio\",\"input_audio\":{{\"data\":\"{Convert.ToBase64String(wav)}\",\"format\":\"wav\"}}}}", json,
            StringComparison.Ordinal);
        Assert.Equal(("2 documents, 1 sound", body.Length), (body.MediaWords, json.Length));
    }

    [Fact]
    public async Task The_same_body_can_be_sent_again()
    {
        using TemporaryFile file = new(TestImage.Png(Block + 5));
        RequestBody body = Of(ChatMedia.FromFile(file.Path), ChatMedia.FromBytes(TestImage.Jpeg(20)));

        Assert.Equal(await WriteAsync(body), await WriteAsync(body));
    }

    [Fact]
    public async Task A_long_text_is_written_whole_with_a_sign_of_life_for_each_block()
    {
        RequestBody body = RequestWriter.Write(Ask.With(new ChatMessage("user", new string('x', (3 * Block) + 7))));
        int signs = 0;
        using MemoryStream target = new();

        await body.WriteToAsync(target, () => signs++, CancellationToken.None);

        Assert.Equal(body.Describe(), Encoding.UTF8.GetString(target.ToArray()));
        Assert.Equal(4, signs);
    }

    [Fact]
    public async Task An_image_gives_a_sign_of_life_for_each_block()
    {
        int signs = 0;

        await Of(ChatMedia.FromBytes(TestImage.Png((4 * Block) + 1))).WriteToAsync(Stream.Null, () => signs++, CancellationToken.None);

        Assert.Equal(5 + 2, signs);
    }

    [Fact]
    public void Described_an_image_is_its_size()
    {
        RequestBody body = Of(ChatMedia.FromBytes(TestImage.Png(50)), ChatMedia.FromBytes(TestImage.Jpeg(70)));

        Assert.Equal(2, body.MediaCount);
        Assert.Contains("\"data:image/png;base64,<50 bytes>\"", body.Describe(), StringComparison.Ordinal);
        Assert.Contains("\"data:image/jpeg;base64,<70 bytes>\"", body.Describe(), StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(body.Describe()));
    }

    [Fact]
    public async Task A_file_that_grew_is_refused() => await RefusedAsync(path => File.AppendAllText(path, "x"));

    [Fact]
    public async Task A_file_that_shrank_is_refused() => await RefusedAsync(path => File.WriteAllBytes(path, TestImage.Png(20)));

    [Fact]
    public async Task A_file_of_the_same_length_but_written_again_is_refused() =>
        await RefusedAsync(path => File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(-10)));

    [Fact]
    public async Task A_file_that_is_gone_is_refused() => await RefusedAsync(File.Delete);

    // Each attempt sends the same request, and a conversation what it has sent.
    [Fact]
    public async Task What_was_sent_once_is_sent_again_whatever_becomes_of_the_file()
    {
        using TemporaryFile file = new(TestImage.Png(500));
        RequestBody body = Of(ChatMedia.FromFile(file.Path));
        byte[] first = await WriteAsync(body);

        File.WriteAllBytes(file.Path, TestImage.Jpeg(20));
        Assert.Equal(first, await WriteAsync(body));
        File.Delete(file.Path);
        Assert.Equal(first, await WriteAsync(body));
    }

    [Fact]
    public async Task A_file_that_shrinks_while_it_is_sent_is_refused()
    {
        using TemporaryFile file = new(TestImage.Png(4 * Block));
        RequestBody body = Of(ChatMedia.FromFile(file.Path));
        int signs = 0;

        OfoxException error = await Assert.ThrowsAsync<OfoxException>(() => body.WriteToAsync(
            Stream.Null,
            () =>
            {
                if (++signs == 2)
                {
                    using FileStream open = new(file.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                    open.SetLength(Block + 10);
                }
            },
            CancellationToken.None));

        Assert.Equal(OfoxErrorKind.OfoxFileError, error.Kind);
        Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writing_ends_with_the_token()
    {
        RequestBody body = Of(ChatMedia.FromBytes(TestImage.Png(8 * Block)));
        using CancellationTokenSource source = new();
        using MemoryStream target = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => body.WriteToAsync(target, source.Cancel, source.Token));

        Assert.True(target.Length < body.Length);
    }

    private static async Task RefusedAsync(Action<string> change)
    {
        using TemporaryFile file = new(TestImage.Png(500));
        RequestBody body = Of(ChatMedia.FromFile(file.Path));
        change(file.Path);

        OfoxException error = await Assert.ThrowsAsync<OfoxException>(() => WriteAsync(body));

        Assert.Equal(OfoxErrorKind.OfoxFileError, error.Kind);
        Assert.False(error.Retryable);
        Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
    }

    private static RequestBody Of(params ChatMedia[] images) => RequestWriter.Write(Ask.With(new ChatMessage("user", null)
    {
        Content = images.Select(static image => ChatContentPart.FromMedia(image)).ToArray(),
    }));

    private static async Task<byte[]> WriteAsync(RequestBody body)
    {
        using MemoryStream target = new();
        await body.WriteToAsync(target, static () => { }, CancellationToken.None);
        return target.ToArray();
    }

    private static string? Url(byte[] json, int part) =>
        (string?)JsonNode.Parse(json)!["messages"]![0]!["content"]![part]!["image_url"]!["url"];
}
