using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace OfoxPS.Gateway.Log;

/// <summary>One request as it was received, and how far its answer came.</summary>
public sealed class RequestEntry
{
    private const int LargestTextKept = 1024 * 1024;

    private readonly Action changed;

    internal RequestEntry(int number, string method, string path, IReadOnlyDictionary<string, string> headers, Action changed)
    {
        Number = number;
        Method = method;
        Path = path;
        Headers = headers;
        this.changed = changed;
    }

    public int Number { get; }

    public string RequestId => $"req_{Number:x12}";

    public string Method { get; }

    public string Path { get; }

    /// <summary>When it arrived, in the time that <see cref="Stopwatch"/> counts.</summary>
    public long Arrived { get; } = Stopwatch.GetTimestamp();

    /// <summary>The model as it was asked for, test options included.</summary>
    public string? Model { get; private set; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as text; null if it is longer than 1 MiB.</summary>
    public string? Body { get; private set; }

    public int BodyLength { get; private set; }

    public string? BodySha256 { get; private set; }

    /// <summary>Bytes of the body that arrived, also when the client hung up before the last one.</summary>
    public long BytesReceived { get; internal set; }

    /// <summary>The status that was sent; 0 if none was.</summary>
    public int Status { get; internal set; }

    public bool Stream { get; private set; }

    /// <summary>Data events of the stream that were written and flushed, [DONE] included.</summary>
    public int ChunksSent { get; private set; }

    /// <summary>Tokens of the prompt that the prompt cache had when the request arrived.</summary>
    public int CachedTokens { get; internal set; }

    /// <summary>Tokens of the prompt that were written to the prompt cache.</summary>
    public int WrittenTokens { get; internal set; }

    public bool Ended { get; private set; }

    public bool ClientHungUp { get; private set; }

    internal void SetBody(byte[] body)
    {
        BodyLength = body.Length;
        BodySha256 = Convert.ToHexStringLower(SHA256.HashData(body));
        Body = body.Length <= LargestTextKept ? Encoding.UTF8.GetString(body) : null;
    }

    internal void SetCall(string? model, bool stream)
    {
        Model = model;
        Stream = stream;
        changed();
    }

    internal void CountChunk()
    {
        ChunksSent++;
        changed();
    }

    internal void End(bool hungUp)
    {
        ClientHungUp = hungUp;
        Ended = true;
        changed();
    }
}
