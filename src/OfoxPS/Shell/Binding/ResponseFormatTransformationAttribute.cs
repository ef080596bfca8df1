using System.Collections.Specialized;
using System.Management.Automation;

namespace OfoxPS.Shell.Binding;

/// <summary>Takes a response format by its name (text, json_object), as a hashtable, or as JSON text.</summary>
internal sealed class ResponseFormatTransformationAttribute : JsonTreeTransformationAttribute
{
    public ResponseFormatTransformationAttribute()
        : base("ResponseFormat")
    {
    }

    protected override object? ReadText(string text) => text.Trim().ToLowerInvariant() switch
    {
        "text" or "json_object" => new OrderedDictionary { ["type"] = text.Trim().ToLowerInvariant() },
        "" => null,
        _ when text.Trim()[0] == '{' => base.ReadText(text),
        _ => throw new ArgumentTransformationMetadataException($"'{text}' is no response format: text, json_object, or a JSON object in the words of the API."),
    };
}
