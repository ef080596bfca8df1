using System.Collections.Specialized;

namespace OfoxPS.Binding;

/// <summary>Takes a response format by its name (text, json_object), as a hashtable, or as JSON text.</summary>
internal sealed class ResponseFormatTransformationAttribute : PlainTransformationAttribute
{
    public ResponseFormatTransformationAttribute()
        : base("ResponseFormat")
    {
    }

    protected override object? ReadText(string text) => text.Trim().ToLowerInvariant() switch
    {
        "text" or "json_object" => new OrderedDictionary { ["type"] = text.Trim().ToLowerInvariant() },
        _ => base.ReadText(text),
    };
}
