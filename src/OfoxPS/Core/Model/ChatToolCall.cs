using System.Collections;
using System.Collections.Specialized;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>A model's wish to call a function.</summary>
public sealed class ChatToolCall
{
    /// <summary>Creates an empty call.</summary>
    public ChatToolCall()
    {
    }

    /// <summary>Creates a call.</summary>
    /// <param name="id">The id that the answering tool message names.</param>
    /// <param name="name">The function's name.</param>
    /// <param name="argumentsJson">Its arguments as JSON text.</param>
    public ChatToolCall(string id, string name, string argumentsJson)
    {
        Id = id;
        Name = name;
        ArgumentsJson = argumentsJson;
    }

    /// <summary>The id that the answering tool message names.</summary>
    public string Id { get; set; } = string.Empty;

    /// <summary>The kind of call (wire field <c>type</c>); function unless a server says otherwise.</summary>
    public string Type { get; set; } = "function";

    /// <summary>The name of the function, or of the custom tool.</summary>
    public string Name
    {
        get => field.Length > 0 ? field : Custom?["name"] as string ?? string.Empty;
        set => field = value ?? string.Empty;
    }
        = string.Empty;

    /// <summary>The input of a custom tool, as the model wrote it; null for a function, which has arguments.</summary>
    public string? Input => Custom?["input"] as string;

    /// <summary>The arguments exactly as the model wrote them; a model may write JSON that is broken.</summary>
    public string ArgumentsJson { get; set; } = string.Empty;

    /// <summary>The arguments, parsed; null when the text is no JSON object.</summary>
    public OrderedDictionary? Arguments => JsonTree.ParseObject(ArgumentsJson, received: true);

    /// <summary>Fields that this version has no property for, by their wire names.</summary>
    public OrderedDictionary AdditionalProperties { get => Fields.Value; set => Fields.Value = value; }

    /// <summary>The same, without making a dictionary of what nobody has asked for.</summary>
    internal LazyFields Fields;

    /// <summary>The same for fields inside <c>function</c>.</summary>
    public OrderedDictionary FunctionProperties { get; set; } = new();

    /// <summary>What a call of another kind than a function has in the field that is named as its kind; null for a function.</summary>
    internal IDictionary? Custom => Type == "function" ? null : Fields[Type] as IDictionary;

    /// <summary>The call as it would be written: name and arguments, or input.</summary>
    public override string ToString() => $"{Name}({Input ?? ArgumentsJson})";
}
