using System.Collections;
using System.Collections.Specialized;

namespace OfoxPS;

/// <summary>An answer that a test gives in the gateway's place. Null means: as a server would do it.</summary>
public sealed class TestResponse
{
    /// <summary>The text of the answer.</summary>
    public string? Content { get; set; }

    /// <summary>The pieces in which a stream brings the text; empty brings it as one.</summary>
    public string[] Chunks { get; set => field = value ?? []; } = [];

    /// <summary>The calls that the answer asks for.</summary>
    public ChatToolCall[] ToolCalls { get; set => field = [.. (value ?? []).Where(static call => call is not null)]; } = [];

    /// <summary>The model's refusal.</summary>
    public string? Refusal { get; set; }

    /// <summary>Why the model ended.</summary>
    public string? FinishReason { get; set; }

    /// <summary>The model that answers; the one that was asked unless given.</summary>
    public string? Model { get; set; }

    /// <summary>The usage in tokens; 0 tokens, at a cost that is not known, unless given.</summary>
    public Usage? Usage { get; set; }

    /// <summary>The HTTP status.</summary>
    public int? StatusCode { get; set; }

    /// <summary>The server's words of an error.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The server's kind of error.</summary>
    public string? ErrorType { get; set; }

    /// <summary>The server's code of the error.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Headers of the response.</summary>
    public IDictionary Header { get; set; } = new OrderedDictionary();

    /// <summary>What goes wrong.</summary>
    public string? Fault { get; set; }

    /// <summary>Whether it is a failure, which also answers the retries of its request.</summary>
    internal bool Fails => Fault is not null || StatusCode is < 200 or >= 300 || HasError;

    /// <summary>It has words of an error.</summary>
    internal bool HasError => ErrorMessage is not null || ErrorType is not null || ErrorCode is not null;

    /// <summary>The answer in a few words.</summary>
    public override string ToString() =>
        Fault ?? (StatusCode is { } status and not 200 ? $"status {status}" : Content ?? string.Concat(Chunks));
}
