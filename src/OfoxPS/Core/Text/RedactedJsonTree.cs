using System.Collections;
using System.Collections.Specialized;

namespace OfoxPS.Core.Text;

/// <summary>Plain objects without secrets: each text by itself, so that what comes out is still the same JSON.</summary>
internal static class RedactedJsonTree
{
    public static object? Of(object? value, Func<string, string> clean) => value switch
    {
        string text => clean(text),
        OrderedDictionary fields => Fields(fields, clean),
        object?[] items => items.Select(item => Of(item, clean)).ToArray(),
        _ => value,
    };

    public static OrderedDictionary Fields(OrderedDictionary fields, Func<string, string> clean)
    {
        OrderedDictionary result = new();
        foreach (DictionaryEntry field in fields)
        {
            result[clean((string)field.Key)] = Of(field.Value, clean);
        }

        return result;
    }
}
