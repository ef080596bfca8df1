using System.Text;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>
/// Masks secrets in the chunks of a body, which stay separate chunks. A secret that is split between two is masked in the first.
/// </summary>
internal static class CleanChunks
{
    // Each byte is one character, and a key is ASCII: nothing is lost where a chunk ends within a character.
    private static readonly Encoding Latin1 = Encoding.GetEncoding(28591);

    public static IReadOnlyList<RecordedChunk> Of(IReadOnlyList<RecordedChunk> chunks, Redactor redactor)
    {
        string joined = string.Concat(chunks.Select(static chunk => Latin1.GetString(chunk.Bytes)));
        IReadOnlyList<TextSpan> secrets = redactor.FindInBody(joined);
        if (secrets.Count == 0)
        {
            return chunks;
        }

        List<RecordedChunk> clean = [];
        int start = 0;
        int next = 0;
        foreach (RecordedChunk chunk in chunks)
        {
            while (next < secrets.Count && secrets[next].End <= start)
            {
                next++;
            }

            string text = Clean(joined, new TextSpan(start, chunk.Bytes.Length), secrets.Skip(next));
            start += chunk.Bytes.Length;

            // A chunk of no bytes would end the body when it is replayed.
            if (text.Length > 0)
            {
                clean.Add(chunk with { Bytes = Latin1.GetBytes(text) });
            }
        }

        return clean;
    }

    private static string Clean(string joined, TextSpan chunk, IEnumerable<TextSpan> secrets)
    {
        StringBuilder text = new();
        int at = chunk.Start;
        foreach (TextSpan secret in secrets.TakeWhile(secret => secret.Start < chunk.End))
        {
            if (secret.Start >= at)
            {
                text.Append(joined, at, secret.Start - at).Append(Redactor.Mask);
            }

            at = Math.Min(secret.End, chunk.End);
        }

        return text.Append(joined, at, chunk.End - at).ToString();
    }
}
