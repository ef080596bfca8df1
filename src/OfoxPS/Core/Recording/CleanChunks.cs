using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace OfoxPS.Core.Recording;

/// <summary>Chunks without secrets. Only where a secret reaches from one into the next do they lose their boundaries.</summary>
internal static class CleanChunks
{
    public static IReadOnlyList<RecordedChunk> Of(IReadOnlyList<RecordedChunk> chunks, Func<string, string> clean)
    {
        // As Latin-1 each byte is one character, and a key is ASCII: nothing is lost where a chunk ends within a character.
        string whole = string.Concat(chunks.Select(static chunk => Text(chunk.Bytes)));
        string cleaned = clean(whole);
        if (cleaned == whole)
        {
            return chunks;
        }

        RecordedChunk[] parts = [.. chunks.Select(chunk => chunk with { Bytes = Bytes(clean(Text(chunk.Bytes))) })];
        return string.Concat(parts.Select(static chunk => Text(chunk.Bytes))) == cleaned
            ? parts
            : [new RecordedChunk(chunks[chunks.Count - 1].Milliseconds, Bytes(cleaned))];
    }

    private static Encoding Latin1 => Encoding.GetEncoding(28591);

    private static string Text(byte[] bytes) => Latin1.GetString(bytes);

    private static byte[] Bytes(string text) => Latin1.GetBytes(text);
}
