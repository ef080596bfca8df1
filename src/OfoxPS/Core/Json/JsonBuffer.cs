using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// A buffer and a JSON writer for it. Each thread keeps one for the next request. Disposing it returns it.
/// </summary>
internal sealed class JsonBuffer : IDisposable
{
    // In bytes. A buffer that has grown beyond it is not kept.
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static JsonBuffer? kept;

    private readonly bool _isIndented;

    private JsonBuffer(bool isIndented)
    {
        _isIndented = isIndented;
        Json = new Utf8JsonWriter(Bytes, TextEncoder.Options with { Indented = isIndented });
    }

    /// <summary>What was written and flushed.</summary>
    public MemoryStream Bytes { get; } = new();

    public Utf8JsonWriter Json { get; }

    private bool IsKept => !_isIndented && Bytes.Capacity <= LargestKept;

    /// <summary>An empty one, for one thread until it is given back.</summary>
    /// <param name="indented">Whether people read it. Such a text is seldom written, and its buffer is not kept.</param>
    public static JsonBuffer Take(bool indented = false)
    {
        if (indented)
        {
            return new JsonBuffer(isIndented: true);
        }

        JsonBuffer buffer = kept ?? new JsonBuffer(isIndented: false);
        kept = null;
        return buffer;
    }

    /// <summary>What was written, for longer than until it is given back.</summary>
    public ArraySegment<byte> ToBytes() =>
        IsKept ? new ArraySegment<byte>(Bytes.ToArray()) : new ArraySegment<byte>(Bytes.GetBuffer(), 0, (int)Bytes.Length);

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
