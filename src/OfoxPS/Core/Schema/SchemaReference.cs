using System.Collections.Specialized;
using System.Globalization;

namespace OfoxPS.Core.Schema;

/// <summary>References inside a schema. Nothing is fetched from anywhere.</summary>
internal static class SchemaReference
{
    /// <summary>What a reference such as <c>#/$defs/Name</c> leads to; null where that is nothing inside the schema.</summary>
    public static object? Resolve(OrderedDictionary root, string reference)
    {
        if (reference.Length == 0 || reference[0] != '#')
        {
            return null;
        }

        object? target = root;
        foreach (string step in reference.TrimStart('#').Split(['/'], StringSplitOptions.RemoveEmptyEntries))
        {
            string name = Uri.UnescapeDataString(step).Replace("~1", "/").Replace("~0", "~");
            target = target is OrderedDictionary fields ? fields[name]
                : target is object?[] items && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                    && index < items.Length ? items[index]
                : null;
        }

        return target;
    }

    /// <summary>Refuses a schema with a reference that leads nowhere, which no answer and no repair can mend.</summary>
    /// <exception cref="OfoxException">There is such a reference.</exception>
    public static void Check(OrderedDictionary root) => Check(root, root, "$");

    private static void Check(OrderedDictionary schema, OrderedDictionary root, string path)
    {
        if (schema["$ref"] is string reference && Resolve(root, reference) is null)
        {
            throw Failure.InvalidArgument(
                $"The JSON Schema is not valid: the reference '{reference}' at {path} leads to nothing in it. "
                    + "References are followed inside the schema only, as in #/$defs/Name");
        }

        foreach ((string step, OrderedDictionary inner) in SchemaWords.Inner(schema))
        {
            Check(inner, root, $"{path}.{step}");
        }
    }
}
