using System;
using System.Collections;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Xml;

namespace OfoxPS.Tools;

/// <summary>A model's arguments as values to splat. They are data from start to end: nothing of them is ever parsed as PowerShell.</summary>
internal static class ToolArguments
{
    /// <exception cref="ToolCallException">The arguments do not fit what was offered.</exception>
    public static Hashtable Read(CommandTool tool, ChatToolCall call)
    {
        Hashtable arguments = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry argument in Parse(call.ArgumentsJson))
        {
            string name = (string)argument.Key;
            if (!tool.Offered.TryGetValue(name, out CommandParameterInfo? parameter))
            {
                throw new ToolCallException($"There is no parameter '{name}'. The parameters are: {string.Join(", ", tool.Offered.Keys)}.");
            }

            if (arguments.ContainsKey(parameter.Name))
            {
                throw new ToolCallException($"The parameter '{name}' is given twice.");
            }

            if (argument.Value is not null)
            {
                arguments[parameter.Name] = Value(argument.Value, parameter);
            }
        }

        // The engine would ask the person at the console for what is missing.
        string[] missing = [.. tool.Offered.Values.Where(parameter => parameter.IsMandatory && !arguments.ContainsKey(parameter.Name)).Select(static parameter => parameter.Name)];
        if (missing.Length > 0)
        {
            throw new ToolCallException($"Missing: {string.Join(", ", missing)}.");
        }

        foreach (DictionaryEntry bound in tool.Options.Bind)
        {
            arguments[bound.Key] = bound.Value;
        }

        return arguments;
    }

    private static OrderedDictionary Parse(string json)
    {
        if (json.Trim().Length == 0)
        {
            return new OrderedDictionary();
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? JsonPlain.ObjectFrom(document.RootElement)
                : throw new ToolCallException("The arguments are JSON, but no object.");
        }
        catch (JsonException error)
        {
            throw new ToolCallException($"The arguments are no valid JSON: {error.Message}");
        }
    }

    // What PowerShell's own conversion would not make of JSON's kinds is made here, the rest is the binder's business.
    private static object Value(object value, CommandParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        try
        {
            object made = value switch
            {
                string text when type == typeof(TimeSpan) && text.Length > 0 && text[0] == 'P' => XmlConvert.ToTimeSpan(text),
                string text when type == typeof(byte[]) => Convert.FromBase64String(text),
                object?[] names when type.IsEnum => string.Join(", ", names),
                OrderedDictionary fields when type == typeof(object) || type == typeof(PSObject) || type == typeof(PSCustomObject) => Custom(fields),
                _ => value,
            };
            return type == typeof(object) || type == typeof(PSObject) || type == typeof(SwitchParameter) || made is PSObject
                ? made
                : LanguagePrimitives.ConvertTo(made, type, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is PSInvalidCastException or FormatException)
        {
            throw new ToolCallException($"The parameter '{parameter.Name}' does not take that value: {error.Message}");
        }
    }

    private static PSObject Custom(OrderedDictionary fields)
    {
        PSObject result = new();
        foreach (DictionaryEntry field in fields)
        {
            result.Properties.Add(new PSNoteProperty((string)field.Key, field.Value is OrderedDictionary nested ? Custom(nested) : field.Value));
        }

        return result;
    }
}
