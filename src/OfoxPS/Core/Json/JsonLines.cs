namespace OfoxPS.Core.Json;

/// <summary>Lines of JSON, one object each, as Ollama's own API sends them in place of a stream of events.</summary>
internal static class JsonLines
{
    /// <summary>Whether a body is more than one line, and the first is an object by itself.</summary>
    public static bool Are(ReadOnlySpan<byte> body)
    {
        int end = body.IndexOf((byte)'\n');
        return end > 0 && JsonRead.IsObject(body.Slice(0, end)) && body.Slice(end + 1).IndexOf((byte)'{') >= 0;
    }
}
