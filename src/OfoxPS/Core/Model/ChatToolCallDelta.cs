using System.Collections.Specialized;

namespace OfoxPS;

/// <summary>A piece of a tool call.</summary>
public sealed class ChatToolCallDelta
{
    /// <summary>The call's place among the calls of its message; null where the server does not say.</summary>
    public int? Index { get; set; }

    /// <summary>The call's id, usually on its first piece only.</summary>
    public string? Id { get; set; }

    /// <summary>The kind of call.</summary>
    public string? Type { get; set; }

    /// <summary>The function's name, usually on its first piece only.</summary>
    public string? Name { get; set; }

    /// <summary>The piece of the arguments' JSON text.</summary>
    public string? ArgumentsJson { get; set; }

    /// <summary>Fields that this version has no property for, by their wire names.</summary>
    public OrderedDictionary AdditionalProperties { get; set; } = new();

    /// <summary>The same for fields inside <c>function</c>.</summary>
    public OrderedDictionary FunctionProperties { get; set; } = new();

    /// <summary>It is a call of a whole message, not a piece of one.</summary>
    internal bool IsComplete { get; set; }

    /// <summary>The piece of the arguments.</summary>
    public override string ToString() => ArgumentsJson ?? string.Empty;
}
