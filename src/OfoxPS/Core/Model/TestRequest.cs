using System.Collections.Specialized;

namespace OfoxPS;

/// <summary>A request that was sent, or would have been, while a test watched. One for each attempt.</summary>
public sealed class TestRequest
{
    /// <summary>The model that was asked for.</summary>
    public string Model { get; set; } = string.Empty;

    /// <summary>The whole conversation that was sent.</summary>
    public ChatMessage[] Messages { get; set; } = [];

    /// <summary>The tools that were offered; empty if none.</summary>
    public ChatTool[] Tools { get; set; } = [];

    /// <summary>The text of the last user message; null if there is none.</summary>
    public string? Prompt => Array.FindLast(Messages, static message => message.Role == "user")?.ToString();

    /// <summary>Whether a stream was asked for.</summary>
    public bool Stream { get; set; }

    /// <summary>Which attempt of its call it was, from 1.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>The HTTP method: POST for a conversation, GET for the list of models.</summary>
    public string Method { get; set; } = "POST";

    /// <summary>Where it went.</summary>
    public Uri? Uri { get; set; }

    /// <summary>The JSON body, as ordered dictionaries and arrays; secrets are masked, images are named by their SHA-256.</summary>
    public OrderedDictionary Body { get; set; } = new();

    /// <summary>The model and the prompt; the method and the address where it is no conversation.</summary>
    public override string ToString() => Method == "POST" ? $"{Model}: {Prompt}" : $"{Method} {Uri}";
}
