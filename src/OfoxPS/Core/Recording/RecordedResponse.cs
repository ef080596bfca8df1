namespace OfoxPS.Core.Recording;

/// <summary>An answer as it came over the wire, or as a test has made it.</summary>
internal sealed record RecordedResponse
{
    /// <summary>The HTTP status; 0 where no answer came.</summary>
    public int Status { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public IReadOnlyList<RecordedChunk> Chunks { get; init; } = [];

    /// <summary>How the network failed after all this; null if it did not.</summary>
    public RecordedFault? Fault { get; init; }

    /// <summary>The reader stopped here, so nobody knows what would have followed.</summary>
    public bool Stopped { get; init; }

    /// <summary>It came as a stream of events, whose pieces and times matter.</summary>
    public bool IsStream => Headers.Any(
        static header => header.Key == "content-type" && header.Value.StartsWith("text/event-stream", StringComparison.Ordinal));

    /// <summary>The whole body.</summary>
    public byte[] Body()
    {
        using MemoryStream body = new();
        foreach (RecordedChunk chunk in Chunks)
        {
            body.Write(chunk.Bytes, 0, chunk.Bytes.Length);
        }

        return body.ToArray();
    }
}
