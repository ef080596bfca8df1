using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Converts a hashtable, an object or JSON text to a JSON object, and checks that it can be sent unchanged.</summary>
internal class JsonTreeTransformationAttribute : ArgumentTransformationAttribute
{
    private readonly string _parameter;

    public JsonTreeTransformationAttribute(string parameter) => _parameter = parameter;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Unwrap.Value(inputData) switch
    {
        null => null,
        string text => ReadText(text),
        { } value => JsonTreeReader.Exact(value, _parameter) as IDictionary
            ?? throw new ArgumentTransformationMetadataException($"-{_parameter} must be a hashtable or the text of a JSON object."),
    };

    protected virtual object? ReadText(string text)
    {
        if (text.Trim().Length == 0)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text, JsonTree.Deep);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? JsonTree.ObjectFrom(document.RootElement)
                : throw new ArgumentTransformationMetadataException($"-{_parameter} is JSON, but not an object.");
        }
        catch (JsonException error)
        {
            throw new ArgumentTransformationMetadataException($"-{_parameter} is not valid JSON: {error.Message}", error);
        }
    }
}
