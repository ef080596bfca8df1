using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Converts a hashtable, an object or JSON text to a JSON object, and checks that it can be sent unchanged.</summary>
internal class JsonTreeTransformationAttribute(string parameter) : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Unwrap.Value(inputData) switch
    {
        null => null,
        string text => ReadText(text),
        { } value => JsonTreeReader.Exact(value, parameter) as IDictionary
            ?? throw Failure.InvalidArgument($"-{parameter} must be a hashtable or the text of a JSON object."),
    };

    protected virtual object? ReadText(string text) => text.Trim().Length == 0 ? null
        : Parse(text, parameter) as IDictionary ?? throw Failure.InvalidArgument($"-{parameter} is JSON, but not an object.");

    /// <summary>The value of the JSON text that a parameter was given.</summary>
    /// <exception cref="OfoxException">The text is no JSON.</exception>
    public static object? Parse(string text, string parameter)
    {
        try
        {
            return JsonTree.Parse(text);
        }
        catch (JsonException error)
        {
            throw Failure.InvalidArgument($"-{parameter} is not valid JSON: {error.Message}", error);
        }
    }
}
