using System.Collections.Specialized;

namespace OfoxPS;

/// <summary>A function that a model may ask to have called.</summary>
public sealed class ChatTool
{
    /// <summary>The function's name: letters, digits, _ and -, at most 64.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>What the function does, for the model; null if not said.</summary>
    public string? Description { get; set; }

    /// <summary>The JSON Schema of its parameters (wire field <c>parameters</c>); null if it takes none.</summary>
    public OrderedDictionary? Schema { get; set; }

    /// <summary>Whether the model must keep to the schema exactly; null leaves it to the server.</summary>
    public bool? Strict { get; set; }

    /// <summary>Fields beside <c>function</c>, by their wire names.</summary>
    public OrderedDictionary OuterProperties { get; set; } = new();

    /// <summary>Fields of <c>function</c> that this version has no property for, by their wire names.</summary>
    public OrderedDictionary AdditionalProperties { get; set; } = new();

    /// <summary>Its name at the MCP server that has it; null where no server has.</summary>
    internal string? RemoteName { get; set; }

    /// <summary>What carries out a call of it here; null where the script does that itself.</summary>
    internal object? Runner { get; set; }

    internal ChatTool Copy() => (ChatTool)MemberwiseClone();

    /// <summary>The function's name.</summary>
    public override string ToString() => Name;
}
