using System.Collections;
using System.Collections.Specialized;
using System.Linq;

namespace OfoxPS.Client;

/// <summary>Adds up fields that this version does not know, piece by piece, as the official clients do.</summary>
internal static class DeltaMerge
{
    /// <summary>Adds the pieces: texts and lists grow, objects merge, other values are replaced.</summary>
    public static void Add(OrderedDictionary target, OrderedDictionary piece)
    {
        foreach (DictionaryEntry entry in piece)
        {
            target[entry.Key] = entry.Key is "index" or "type" or "id" or "format"
                ? entry.Value ?? target[entry.Key]
                : Join(target[entry.Key], entry.Value);
        }
    }

    /// <summary>Replaces what has a new value, for fields that each chunk repeats; only the lists of <c>logprobs</c> grow.</summary>
    public static void Replace(OrderedDictionary target, OrderedDictionary fields)
    {
        foreach (DictionaryEntry entry in fields)
        {
            if (entry.Key is "logprobs" && target[entry.Key] is OrderedDictionary && entry.Value is OrderedDictionary)
            {
                target[entry.Key] = Join(target[entry.Key], entry.Value);
            }
            else if (entry.Value is not null || !target.Contains(entry.Key))
            {
                target[entry.Key] = Copy(entry.Value);
            }
        }
    }

    private static object? Join(object? old, object? piece) => (old, piece) switch
    {
        (_, null) => old,
        (string text, string more) => text + more,
        (OrderedDictionary fields, OrderedDictionary more) => JoinObjects(fields, more),
        (object?[] items, object?[] more) => JoinLists(items, more),
        _ => Copy(piece),
    };

    // The pieces were handed out; what grows here must not grow there.
    private static object? Copy(object? value)
    {
        switch (value)
        {
            case OrderedDictionary fields:
                OrderedDictionary copy = new();
                foreach (DictionaryEntry entry in fields)
                {
                    copy[entry.Key] = Copy(entry.Value);
                }

                return copy;
            case object?[] items:
                return items.Select(Copy).ToArray();
            default:
                return value;
        }
    }

    private static OrderedDictionary JoinObjects(OrderedDictionary fields, OrderedDictionary more)
    {
        Add(fields, more);
        return fields;
    }

    // Items that carry an index continue the item of that index; others are new.
    private static object?[] JoinLists(object?[] items, object?[] more)
    {
        System.Collections.Generic.List<object?> joined = [.. items];
        foreach (object? item in more)
        {
            OrderedDictionary? known = item is OrderedDictionary fresh && fresh["index"] is long index
                ? joined.OfType<OrderedDictionary>().FirstOrDefault(old => old["index"] is long at && at == index)
                : null;
            if (known is null)
            {
                joined.Add(Copy(item));
            }
            else
            {
                Add(known, (OrderedDictionary)item!);
            }
        }

        return [.. joined];
    }
}
