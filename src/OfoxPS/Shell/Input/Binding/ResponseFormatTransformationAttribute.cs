using System.Collections.Specialized;
using System.Management.Automation;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Takes a response format by its name (text, json_object), as a hashtable, or as JSON text.</summary>
internal sealed class ResponseFormatTransformationAttribute : JsonTreeTransformationAttribute
{
    public ResponseFormatTransformationAttribute()
        : base("ResponseFormat")
    {
    }

    protected override object? ReadText(string text)
    {
        string format = text.Trim();
        return format.Length == 0 ? null
            : WordList.Match(ResponseFormatCompleter.Names, format) is { } name ? new OrderedDictionary { ["type"] = name }
            : format[0] == '{' ? base.ReadText(text)
            : throw new ArgumentTransformationMetadataException(
                $"'{text}' is not a response format. Use {string.Join(", ", ResponseFormatCompleter.Names)}, or a JSON object in the API's own words.");
    }
}
