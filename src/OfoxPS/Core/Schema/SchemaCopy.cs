using System.Collections.Specialized;

namespace OfoxPS.Core.Schema;

/// <summary>Copies of schemas, because making one strict changes it.</summary>
internal static class SchemaCopy
{
    public static OrderedDictionary Of(OrderedDictionary schema)
    {
        OrderedDictionary copy = new();
        foreach (string name in schema.Keys.Cast<string>())
        {
            copy[name] = Any(schema[name]);
        }

        return copy;
    }

    private static object? Any(object? value) => value switch
    {
        OrderedDictionary schema => Of(schema),
        object?[] items => items.Select(Any).ToArray(),
        _ => value,
    };
}
