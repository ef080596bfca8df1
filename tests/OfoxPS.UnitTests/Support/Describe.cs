using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace OfoxPS.UnitTests.Support;

/// <summary>Any value as one text, so that two of them can be compared to the last property.</summary>
internal static class Describe
{
    // The clocks, and what an exception has of its own.
    private static readonly string[] PassedOver = ["Duration", "TimeToFirstToken", "TargetSite", "InnerException", "Data", "StackTrace"];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <summary>Everything but the clocks.</summary>
    public static string Result(CallResult result) => result.Error is OfoxException failure
        ? $"{Value(result.Chunks)}\n{failure.Kind} {failure.Retryable} {failure.Message}\n{Value(failure.Completion)}"
        : $"{Value(result.Chunks)}\n{result.Error?.GetType().Name}\n{Value(result.Completed)}";

    public static string Value(object? value)
    {
        StringBuilder text = new();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string or char or Enum or Uri:
                text.Append('"').Append(value).Append('"');
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case JsonElement element:
                Append(text, Plain(element));
                break;
            case Number number:
                text.Append(number.Text);
                break;
            case IDictionary dictionary:
                AppendAll(text, "{}", dictionary.Cast<DictionaryEntry>(), entry =>
                {
                    text.Append('"').Append(entry.Key).Append("\":");
                    Append(text, entry.Value);
                });
                break;
            case IEnumerable items:
                AppendAll(text, "[]", items.Cast<object?>(), item => Append(text, item));
                break;
            case IFormattable number when value.GetType().Namespace != "OfoxPS":
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                PropertyInfo[] properties = Properties.GetOrAdd(value.GetType(), static type =>
                    [.. type.GetProperties()
                        .Where(static property => property.GetIndexParameters().Length == 0 && !PassedOver.Contains(property.Name))]);
                AppendAll(text, "{}", properties, property =>
                {
                    text.Append(property.Name).Append(':');
                    Append(text, property.GetValue(value));
                });
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, string brackets, System.Collections.Generic.IEnumerable<T> items, Action<T> append)
    {
        text.Append(brackets[0]);
        bool first = true;
        foreach (T item in items)
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            append(item);
        }

        text.Append(brackets[1]);
    }

    private static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Fields(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => new Number(element.GetRawText()),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static System.Collections.Specialized.OrderedDictionary Fields(JsonElement element)
    {
        System.Collections.Specialized.OrderedDictionary fields = new();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            fields[property.Name] = Plain(property.Value);
        }

        return fields;
    }

    private sealed record Number(string Text);
}
