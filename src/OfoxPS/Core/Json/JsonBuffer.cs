using System;
using System.IO;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>Bytes of JSON and a writer for them. Each thread keeps one, because every request needs one for a moment. Disposing it gives it back.</summary>
internal sealed class JsonBuffer : IDisposable
{
    // What a long text has needed is not kept.
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static JsonBuffer? kept;

    private JsonBuffer() => Json = new Utf8JsonWriter(Bytes, TextEncoder.Options);

    /// <summary>What was written and flushed.</summary>
    public MemoryStream Bytes { get; } = new();

    public Utf8JsonWriter Json { get; }

    private bool IsKept => Bytes.Capacity <= LargestKept;

    /// <summary>An empty one, for one thread until it is given back.</summary>
    public static JsonBuffer Take()
    {
        JsonBuffer buffer = kept ?? new JsonBuffer();
        kept = null;
        return buffer;
    }

    /// <summary>What was written, for longer than until it is given back.</summary>
    public ArraySegment<byte> ToBytes() => IsKept ? new ArraySegment<byte>(Bytes.ToArray()) : new ArraySegment<byte>(Bytes.GetBuffer(), 0, (int)Bytes.Length);

    public void Dispose()
    {
        if (IsKept)
        {
            Bytes.SetLength(0);
            Json.Reset();
            kept = this;
        }
    }
}
