using System.Buffers;
using System.Buffers.Text;
using System.Text;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// The JSON of a request, with the places where pictures, documents and sounds go. They are read and encoded while they are sent,
/// so that a large one costs a block of memory, and again for each attempt.
/// </summary>
internal sealed class RequestBody(ArraySegment<byte> json, IReadOnlyList<(int Offset, ChatMedia Media)> media)
{
    // A multiple of 3, so that only the last block is padded.
    private const int BlockSize = 48 * 1024;

    /// <summary>The whole length in bytes, media included.</summary>
    public long Length { get; } = json.Count + media.Sum(static each => (each.Media.Length + 2) / 3 * 4);

    /// <summary>The length in bytes without its media.</summary>
    public int TextLength => json.Count;

    /// <summary>The pictures, documents and sounds that are sent from here, in their order.</summary>
    public IEnumerable<ChatMedia> Media => media.Select(static each => each.Media);

    /// <summary>How many of them there are.</summary>
    public int MediaCount => media.Count;

    /// <summary>How many there are of each kind, as words; empty where there are none.</summary>
    public string MediaWords => string.Join(", ", Media.GroupBy(static each => each.Kind).OrderBy(static kind => kind.Key)
        .Select(static kind => Plural.Of(kind.Count(), ChatMedia.Word(kind.Key))));

    /// <summary>The JSON without the bytes of its media: each is a text that ends where they begin.</summary>
    public ReadOnlyMemory<byte> Json => json;

    /// <summary>The JSON with each picture, document and sound named instead of written out.</summary>
    /// <param name="name">Names one; its size in angle brackets unless given.</param>
    public string Describe(Func<ChatMedia, string>? name = null)
    {
        StringBuilder text = new();
        int from = 0;
        foreach ((int offset, ChatMedia one) in media)
        {
            text.Append(Text(from, offset)).Append(name is null ? $"<{one.Length} bytes>" : name(one));
            from = offset;
        }

        return text.Append(Text(from, json.Count)).ToString();
    }

    /// <summary>The whole JSON, media included.</summary>
    public string ToText()
    {
        if (media.Count == 0)
        {
            return Text(0, json.Count);
        }

        using MemoryStream bytes = new((int)Math.Min(Length, int.MaxValue));
        WriteToAsync(bytes, static () => { }, CancellationToken.None).GetAwaiter().GetResult();
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public async Task WriteToAsync(Stream target, Action progress, CancellationToken token)
    {
        int from = 0;
        foreach ((int offset, ChatMedia one) in media)
        {
            await WriteJsonAsync(target, from, offset, progress, token).ConfigureAwait(false);
            await WriteMediaAsync(target, one, progress, token).ConfigureAwait(false);
            from = offset;
        }

        await WriteJsonAsync(target, from, json.Count, progress, token).ConfigureAwait(false);
    }

    private static async Task WriteMediaAsync(Stream target, ChatMedia media, Action progress, CancellationToken token)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockSize);
        byte[] encoded = ArrayPool<byte>.Shared.Rent(BlockSize / 3 * 4);
        SpoolFile? kept = null;
        bool isKept = true;
        long taken = 0;
        try
        {
            using Stream source = media.Open();
            kept = media.BeginKeep();
            for (long left = media.Length; left > 0;)
            {
                int length = (int)Math.Min(left, BlockSize);
                int read = UserFile.Fill(source, block, length, media.Path ?? string.Empty, ChatMedia.Word(media.Kind));
                if (read < length)
                {
                    throw Failure.CannotRead(ChatMedia.Word(media.Kind), media.Path!, "it became shorter while it was sent");
                }

                isKept = isKept && kept?.TryAppend(block, read) == true;
                taken += read;
                left -= read;
                Base64.EncodeToUtf8(block.AsSpan(0, read), encoded, out _, out int written, isFinalBlock: left == 0);
                await target.WriteAsync(encoded, 0, written, token).ConfigureAwait(false);
                progress();
            }
        }
        finally
        {
            media.EndKeep(kept, isKept && taken == media.Length);
            ArrayPool<byte>.Shared.Return(block);
            ArrayPool<byte>.Shared.Return(encoded);
        }
    }

    private async Task WriteJsonAsync(Stream target, int from, int to, Action progress, CancellationToken token)
    {
        for (int at = from; at < to; at += BlockSize)
        {
            int count = Math.Min(BlockSize, to - at);
            await target.WriteAsync(json.Array!, json.Offset + at, count, token).ConfigureAwait(false);
            progress();
        }
    }

    private string Text(int from, int to) =>
        Encoding.UTF8.GetString(json.Array!, json.Offset + from, to - from);
}
