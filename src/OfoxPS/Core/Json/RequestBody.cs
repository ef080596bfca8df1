using System;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Json;

/// <summary>
/// The JSON of a request, with the places where images go. The images are read and encoded while they are sent,
/// so that a large one costs a block of memory, and again for each attempt.
/// </summary>
internal sealed class RequestBody
{
    // A multiple of 3, so that only the last block is padded.
    private const int BlockSize = 48 * 1024;

    private readonly ArraySegment<byte> _json;
    private readonly IReadOnlyList<(int Offset, ChatImage Image)> _images;

    public RequestBody(ArraySegment<byte> json, IReadOnlyList<(int Offset, ChatImage Image)> images)
    {
        _json = json;
        _images = images;
        Length = json.Count;
        foreach ((_, ChatImage image) in images)
        {
            Length += (image.Length + 2) / 3 * 4;
        }
    }

    /// <summary>The whole length in bytes, images included.</summary>
    public long Length { get; }

    /// <summary>The length in bytes without the images.</summary>
    public int JsonLength => _json.Count;

    /// <summary>The length in bytes without the images.</summary>
    public long TextLength => _json.Count;

    public int ImageCount => _images.Count;

    /// <summary>The JSON without the bytes of its images: an image is an address that ends where they begin.</summary>
    public ReadOnlyMemory<byte> Json => _json;

    /// <summary>The JSON with each image named instead of written out.</summary>
    /// <param name="name">Names an image; its size in angle brackets unless given.</param>
    public string Describe(Func<ChatImage, string>? name = null)
    {
        System.Text.StringBuilder text = new();
        int from = 0;
        foreach ((int offset, ChatImage image) in _images)
        {
            text.Append(Text(from, offset)).Append(name is null ? $"<{image.Length} bytes>" : name(image));
            from = offset;
        }

        return text.Append(Text(from, _json.Count)).ToString();
    }

    /// <summary>The whole JSON, images included.</summary>
    public string ToText()
    {
        if (_images.Count == 0)
        {
            return Text(0, _json.Count);
        }

        using MemoryStream bytes = new((int)Math.Min(Length, int.MaxValue));
        WriteToAsync(bytes, static () => { }, CancellationToken.None).GetAwaiter().GetResult();
        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public async Task WriteToAsync(Stream target, Action progress, CancellationToken token)
    {
        int from = 0;
        foreach ((int offset, ChatImage image) in _images)
        {
            await WriteJsonAsync(target, from, offset, progress, token).ConfigureAwait(false);
            await WriteImageAsync(target, image, progress, token).ConfigureAwait(false);
            from = offset;
        }

        await WriteJsonAsync(target, from, _json.Count, progress, token).ConfigureAwait(false);
    }

    private static async Task WriteImageAsync(Stream target, ChatImage image, Action progress, CancellationToken token)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockSize);
        byte[] encoded = ArrayPool<byte>.Shared.Rent(BlockSize / 3 * 4);
        byte[]? kept = null;
        long taken = 0;
        try
        {
            using Stream source = image.Open();
            kept = image.BeginKeep();
            for (long left = image.Length; left > 0;)
            {
                int wanted = (int)Math.Min(left, BlockSize);
                int read = WholeFile.Fill(source, block, wanted);
                if (read < wanted)
                {
                    throw Failure.CannotRead("image", image.Path!, "it became shorter while it was sent");
                }

                if (kept is not null)
                {
                    Buffer.BlockCopy(block, 0, kept, (int)taken, read);
                }

                taken += read;
                left -= read;
                Base64.EncodeToUtf8(block.AsSpan(0, read), encoded, out _, out int written, isFinalBlock: left == 0);
                await target.WriteAsync(encoded, 0, written, token).ConfigureAwait(false);
                progress();
            }
        }
        finally
        {
            image.EndKeep(kept, taken == image.Length);
            ArrayPool<byte>.Shared.Return(block);
            ArrayPool<byte>.Shared.Return(encoded);
        }
    }

    private async Task WriteJsonAsync(Stream target, int from, int to, Action progress, CancellationToken token)
    {
        for (int at = from; at < to; at += BlockSize)
        {
            int count = Math.Min(BlockSize, to - at);
            await target.WriteAsync(_json.Array!, _json.Offset + at, count, token).ConfigureAwait(false);
            progress();
        }
    }

    private string Text(int from, int to) =>
        System.Text.Encoding.UTF8.GetString(_json.Array!, _json.Offset + from, to - from);
}
