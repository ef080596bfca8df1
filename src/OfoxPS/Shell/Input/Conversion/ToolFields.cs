using System.Collections;
using System.Collections.Specialized;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Reads a tool from the fields of the API: name, description, parameters and strict, inside <c>function</c> or at the top level.
/// </summary>
internal static class ToolFields
{
    /// <exception cref="OfoxException">A field is missing or of the wrong kind.</exception>
    public static ChatTool Read(OrderedDictionary fields)
    {
        ChatTool tool = new();
        string? function = fields.Keys.Cast<string>().FirstOrDefault(static name => Is(name, "function"));
        foreach (DictionaryEntry field in fields)
        {
            string name = (string)field.Key;
            if (name == function)
            {
                ReadFunction(tool, field.Value as OrderedDictionary ?? throw Refused("'function' is not an object"));
            }
            else if (function is null)
            {
                ReadField(tool, name, field.Value);
            }
            else if (!Is(name, "type"))
            {
                tool.OuterProperties[name] = field.Value;
            }
        }

        return tool.Name.Length > 0
            ? Checked(tool)
            : throw Refused("it needs a name, as in @{ name = 'get_weather'; parameters = @{ ... } }");
    }

    /// <summary>A tool whose name somebody has written, and that is sent as it is.</summary>
    /// <exception cref="OfoxException">The name is none for the API.</exception>
    public static ChatTool Checked(ChatTool tool) => SentForm.IsName(tool.Name)
        ? tool
        : throw Failure.InvalidArgument(
            $"-Tool: '{TextCut.Start(tool.Name, 2 * SentForm.LongestName)}' is no name of a tool: a name has 1 to "
                + $"{SentForm.LongestName} letters without accents, digits, _ and -");

    private static void ReadFunction(ChatTool tool, OrderedDictionary fields)
    {
        foreach (DictionaryEntry field in fields)
        {
            ReadField(tool, (string)field.Key, field.Value);
        }
    }

    private static void ReadField(ChatTool tool, string name, object? value)
    {
        switch (name.ToLowerInvariant())
        {
            case "type" when value is "function":
                break;
            case "name":
                tool.Name = value as string ?? throw Refused("'name' is not a string");
                break;
            case "description":
                tool.Description = value is string or null ? value as string : throw Refused("'description' is not a string");
                break;
            case "parameters" or "schema":
                tool.Schema = value switch
                {
                    null => null,
                    OrderedDictionary schema => schema,
                    string text => JsonTree.ParseObject(text) ?? throw Refused($"'{name}' is not a JSON object"),
                    _ => throw Refused($"'{name}' is not an object"),
                };
                break;
            case "strict":
                tool.Strict = value is bool or null ? value as bool? : throw Refused("'strict' is neither true nor false");
                break;
            default:
                tool.AdditionalProperties[name] = value;
                break;
        }
    }

    private static bool Is(string name, string field) => name.Equals(field, StringComparison.OrdinalIgnoreCase);

    private static OfoxException Refused(string reason) => Failure.InvalidArgument($"-Tool: a tool cannot be read, {reason}.");
}
