using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Text;

namespace OfoxPS.Core.Client;

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

    /// <summary>The fields as they are handed out: what grew becomes text and lists.</summary>
    public static OrderedDictionary Finish(OrderedDictionary fields) => (OrderedDictionary)Copy(fields)!;

    // What grows is kept in a form that grows cheaply: a thinking model sends thousands of pieces.
    private static object? Join(object? old, object? piece)
    {
        switch (old, piece)
        {
            case (_, null):
                return old;
            case (StringBuilder text, string more):
                return text.Append(more);
            case (string text, string more):
                return new StringBuilder(text).Append(more);
            case (OrderedDictionary fields, OrderedDictionary more):
                Add(fields, more);
                return fields;
            case (List<object?> items, object?[] more):
                AddItems(items, more);
                return items;
            case (object?[] items, object?[] more):
                List<object?> list = [.. items];
                AddItems(list, more);
                return list;
            default:
                return Copy(piece);
        }
    }

    // Items that carry an index continue the item of that index; others are new.
    private static void AddItems(List<object?> items, object?[] more)
    {
        foreach (object? item in more)
        {
            OrderedDictionary? known = item is OrderedDictionary fresh && fresh["index"] is long index
                ? items.OfType<OrderedDictionary>().FirstOrDefault(old => old["index"] is long at && at == index)
                : null;
            if (known is null)
            {
                items.Add(Copy(item));
            }
            else
            {
                Add(known, (OrderedDictionary)item!);
            }
        }
    }

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
            case IEnumerable<object?> items:
                return items.Select(Copy).ToArray();
            case StringBuilder text:
                return text.ToString();
            default:
                return value;
        }
    }
}
