using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.Json;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>Converts the arguments of a model to values for splatting. They are never parsed as PowerShell code.</summary>
internal static class ToolArguments
{
    // Characters of invalid arguments in an error message to the model.
    private const int LongestShown = 500;

    /// <summary>The values for a call by a script, whose arguments are read as the JSON that a model would have sent.</summary>
    /// <exception cref="ToolCallException">The arguments do not fit the schema of the tool.</exception>
    public static Hashtable Given(CommandTool tool, IDictionary arguments) =>
        Convert(tool, Read(tool, Parse(JsonTreeWriter.ToText(arguments))));

    /// <summary>The arguments by the names of the parameters; null counts as not given.</summary>
    /// <exception cref="ToolCallException">The arguments do not fit the schema of the tool.</exception>
    public static OrderedDictionary Read(CommandTool tool, IDictionary given)
    {
        OrderedDictionary arguments = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry argument in given)
        {
            string name = (string)argument.Key;
            if (!tool.Offered.TryGetValue(name, out CommandParameterInfo? parameter))
            {
                string offered = tool.Offered.Count == 0
                    ? "It takes no parameters"
                    : $"The parameters are: {string.Join(", ", tool.Offered.Keys)}";
                throw new ToolCallException($"There is no parameter '{name}'. {offered}.");
            }

            if (arguments.Contains(parameter.Name))
            {
                throw new ToolCallException($"The parameter '{name}' is given twice.");
            }

            if (argument.Value is not null)
            {
                arguments[parameter.Name] = argument.Value;
            }
        }

        // A missing mandatory argument is an error, because the engine would prompt for it.
        string[] missing = [
            .. tool.Offered.Values.Where(parameter => parameter.IsMandatory && !arguments.Contains(parameter.Name))
                .Select(static parameter => parameter.Name)];
        return missing.Length == 0 ? arguments : throw new ToolCallException($"Missing: {string.Join(", ", missing)}.");
    }

    /// <summary>
    /// The values for splatting: the arguments converted to the parameters' types, and the fixed values. Only for a call that is
    /// going to run.
    /// </summary>
    /// <exception cref="ToolCallException">A value cannot be converted to the type of its parameter.</exception>
    public static Hashtable Convert(CommandTool tool, OrderedDictionary arguments)
    {
        Hashtable values = new(StringComparer.OrdinalIgnoreCase);
        PatternMatcher matcher = new();
        foreach (DictionaryEntry argument in arguments)
        {
            values[argument.Key] = Value(argument.Value!, tool.Offered[(string)argument.Key], matcher);
        }

        foreach (DictionaryEntry bound in tool.Options.Bind)
        {
            values[bound.Key] = BoundValue.Copy(bound.Value);
        }

        return values;
    }

    /// <summary>Parses the arguments; an empty text means none.</summary>
    /// <exception cref="ToolCallException">The text is not a JSON object.</exception>
    public static OrderedDictionary Parse(string json)
    {
        if (json.Trim() is "" or "null")
        {
            return new OrderedDictionary();
        }

        try
        {
            return TolerantJson.Read(EncodedTwice.Inner(json), ReadObject);
        }
        catch (JsonException error)
        {
            throw new ToolCallException($"The arguments are not valid JSON: {error.Message.TrimEnd('.')}. They were: {Shown(json)}");
        }
    }

    // The beginning of invalid arguments, for the error message. The conversation has an empty object in their place, because
    // servers refuse invalid JSON.
    private static string Shown(string json) => TerminalText.Truncate(json, LongestShown);

    // Refuses duplicate names, because the confirmation prompt could show one value and the tool get the other.
    private static OrderedDictionary ReadObject(JsonElement root)
    {
        OrderedDictionary result = new();
        foreach (JsonProperty property in root.ValueKind == JsonValueKind.Object ? root.EnumerateObject()
            : throw new ToolCallException($"The arguments are JSON, but not an object. They were: {Shown(root.GetRawText())}"))
        {
            if (result.Contains(property.Name))
            {
                throw new ToolCallException($"The parameter '{property.Name}' is given twice.");
            }

            result[property.Name] = JsonTree.FromElement(property.Value);
        }

        return result;
    }

    private static object? Value(object value, CommandParameterInfo parameter, PatternMatcher matcher)
    {
        try
        {
            object? converted = TypedValue.Convert(value, parameter.ParameterType, matcher);
            ValidationPattern.Check(converted, parameter.Attributes, matcher);
            return converted;
        }
        catch (FormatException error)
        {
            string place = error is ValueException { Path: { } path } ? $" (at {parameter.Name}{path})" : string.Empty;
            throw new ToolCallException(
                $"The parameter '{parameter.Name}' does not accept that value: {error.Message.TrimEnd('.')}{place}.");
        }
    }
}
