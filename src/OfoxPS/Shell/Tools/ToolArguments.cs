using System;
using System.Collections;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>A model's arguments as values to splat. They are data from start to end: nothing of them is ever parsed as PowerShell.</summary>
internal static class ToolArguments
{
    // Characters of broken arguments that the model is shown.
    private const int LongestShown = 500;

    /// <summary>The values to splat for a call that a script makes.</summary>
    /// <exception cref="ToolCallException">The arguments do not fit what was offered.</exception>
    public static Hashtable Given(CommandTool tool, IDictionary arguments) => Convert(tool, Read(tool, arguments));

    /// <summary>The arguments as the model gave them, by the parameters' own names; null is as not given.</summary>
    /// <exception cref="ToolCallException">The arguments do not fit what was offered.</exception>
    public static OrderedDictionary Read(CommandTool tool, ChatToolCall call) => Read(tool, Parse(call.ArgumentsJson));

    private static OrderedDictionary Read(CommandTool tool, IDictionary given)
    {
        OrderedDictionary arguments = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry argument in given)
        {
            string name = (string)argument.Key;
            if (!tool.Offered.TryGetValue(name, out CommandParameterInfo? parameter))
            {
                string offered = tool.Offered.Count == 0 ? "It takes no parameters" : $"The parameters are: {string.Join(", ", tool.Offered.Keys)}";
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

        // The engine would ask the person at the console for what is missing.
        string[] missing = [.. tool.Offered.Values.Where(parameter => parameter.IsMandatory && !arguments.Contains(parameter.Name)).Select(static parameter => parameter.Name)];
        return missing.Length == 0 ? arguments : throw new ToolCallException($"Missing: {string.Join(", ", missing)}.");
    }

    /// <summary>The values to splat: the arguments in the parameters' types, and the fixed ones. Only for a call that will be carried out.</summary>
    /// <exception cref="ToolCallException">A value is none of the parameter's type.</exception>
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

    /// <summary>The arguments as JSON has them; none where nothing was given.</summary>
    /// <exception cref="ToolCallException">They are no JSON object.</exception>
    public static OrderedDictionary Parse(string json)
    {
        if (json.Trim() is "" or "null")
        {
            return new OrderedDictionary();
        }

        try
        {
            return TolerantJson.Read(json, ReadObject);
        }
        catch (JsonException error)
        {
            throw new ToolCallException($"The arguments are not valid JSON: {error.Message.TrimEnd('.')}. They were: {Shown(json)}");
        }
    }

    // An empty object goes back in their place, because servers refuse a conversation with anything else: so this is where the model sees them.
    private static string Shown(string json) => TerminalText.Truncate(json, LongestShown);

    // The same name twice would show one value to whoever is asked for consent and run the other.
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
            throw new ToolCallException($"The parameter '{parameter.Name}' does not accept that value: {error.Message.TrimEnd('.')}{place}.");
        }
    }
}
