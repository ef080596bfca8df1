using System.Collections;
using System.Text;
using System.Text.Json;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Recording;

/// <summary>
/// Formats JSON for people and for diffs: one field or one chunk a line, and the same line ends on every platform, unlike the indenting of
/// .NET.
/// </summary>
internal sealed class JsonLayout
{
    private readonly StringBuilder _text = new();

    public static string Of(object value) => Inside(value, 0) + "\n";

    /// <summary>A value as it stands inside of others.</summary>
    /// <param name="value">The value.</param>
    /// <param name="depth">How many lists and objects are around it.</param>
    public static string Inside(object value, int depth)
    {
        JsonLayout layout = new();
        layout.Write(value, depth);
        return layout._text.ToString();
    }

    private void Write(object? value, int depth)
    {
        switch (value)
        {
            case OneLine line:
                _text.Append(JsonTreeWriter.ToText(line.Value));
                break;
            case JsonElement { ValueKind: JsonValueKind.Object } element:
                WriteAll('{', '}', element.EnumerateObject().Select(static field => ((string?)field.Name, (object?)field.Value)), depth);
                break;
            case JsonElement { ValueKind: JsonValueKind.Array } element:
                WriteAll('[', ']', element.EnumerateArray().Select(static item => ((string?)null, (object?)item)), depth);
                break;
            case IDictionary fields:
                WriteAll(
                    '{', '}', fields.Cast<DictionaryEntry>().Select(static field => ((string?)field.Key, (object?)field.Value)), depth);
                break;
            case IEnumerable items when value is not string:
                WriteAll('[', ']', items.Cast<object?>().Select(static item => ((string?)null, item)), depth);
                break;
            default:
                _text.Append(JsonTreeWriter.ToText(value));
                break;
        }
    }

    private void WriteAll(char open, char close, IEnumerable<(string? Name, object? Value)> items, int depth)
    {
        _text.Append(open);
        bool any = false;
        foreach ((string? name, object? value) in items)
        {
            _text.Append(any ? ",\n" : "\n").Append(' ', 2 * (depth + 1));
            any = true;
            if (name is not null)
            {
                _text.Append(JsonTreeWriter.ToText(name)).Append(": ");
            }

            Write(value, depth + 1);
        }

        if (any)
        {
            _text.Append('\n').Append(' ', 2 * depth);
        }

        _text.Append(close);
    }

    /// <summary>A value that stands on one line.</summary>
    internal sealed record OneLine(object Value);
}
