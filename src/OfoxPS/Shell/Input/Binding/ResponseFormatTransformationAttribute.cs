using System.Collections.Specialized;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Converts an argument to a response format: a name (text, json_object), a hashtable, or JSON text.</summary>
internal sealed class ResponseFormatTransformationAttribute() : JsonTreeTransformationAttribute("ResponseFormat")
{
    protected override object? ReadText(string text)
    {
        string format = text.Trim();
        string[] names = WordsAttribute.Of("ResponseFormat");
        return format.Length == 0 ? null
            : WordList.Match(names, format) is { } name ? new OrderedDictionary { ["type"] = name }
            : format[0] == '{' ? base.ReadText(text)
            : throw Failure.InvalidArgument(
                $"'{text}' is not a response format. Use {string.Join(", ", names)}, "
                    + "or a JSON object in the API's own words.");
    }
}
