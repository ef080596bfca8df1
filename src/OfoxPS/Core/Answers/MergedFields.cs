using System.Collections;
using System.Collections.Specialized;
using System.Text;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Answers;

/// <summary>
/// Merges fields without a property piece by piece, as OpenAI's official clients do. Texts and lists that grow are kept in builders,
/// because a thinking model sends thousands of pieces.
/// </summary>
internal sealed class MergedFields
{
    // The index of each name in _fields: OrderedDictionary would search for it from the beginning.
    private Dictionary<string, int>? _places;
    private List<KeyValuePair<string, object?>>? _fields;

    /// <summary>Adds the pieces: texts and lists grow, objects merge, other values are replaced.</summary>
    public MergedFields Add(OrderedDictionary piece)
    {
        foreach (DictionaryEntry entry in piece)
        {
            string name = (string)entry.Key;
            object? old = this[name];
            this[name] = name is "index" or "type" or "id" or "format" ? entry.Value ?? old
                : name is "signature" && entry.Value is "" ? old ?? entry.Value
                : name is "signature" && IsSame(old, entry.Value) ? old
                : Join(old, entry.Value);
        }

        return this;
    }

    /// <summary>Replaces what has a new value, for fields that each chunk repeats; only the lists of <c>logprobs</c> grow.</summary>
    public void Replace(OrderedDictionary fields, AnswerLimits limits)
    {
        foreach (DictionaryEntry entry in fields)
        {
            string name = (string)entry.Key;
            object? old = this[name];
            if (name is "logprobs" && old is OrderedDictionary or MergedFields && entry.Value is OrderedDictionary more)
            {
                limits.AddFields(more);
                this[name] = Join(old, more);
            }
            else if (_places?.ContainsKey(name) != true)
            {
                limits.AddField(name, entry.Value);
                this[name] = Copy(entry.Value);
            }
            else if (entry.Value is not null)
            {
                limits.Replace(old, entry.Value);
                this[name] = Copy(entry.Value);
            }
        }
    }

    /// <summary>The fields as they are handed out: what grew becomes text and lists.</summary>
    public OrderedDictionary ToFields()
    {
        OrderedDictionary result = new();
        foreach (KeyValuePair<string, object?> field in _fields ?? [])
        {
            result.Add(field.Key, Finished(field.Value));
        }

        return result;
    }

    /// <summary>The same, made of nothing where there is none.</summary>
    public LazyFields ToLazyFields() => _fields is null ? default : LazyFields.Of(ToFields());

    /// <summary>The value of a field; null where there is none.</summary>
    public object? this[string name]
    {
        get => _places is not null && _places.TryGetValue(name, out int place) ? _fields![place].Value : null;
        private set
        {
            // Created on demand, because most messages have no such fields.
            _places ??= [];
            _fields ??= [];
            KeyValuePair<string, object?> field = new(name, value);
            if (_places.TryGetValue(name, out int place))
            {
                _fields[place] = field;
            }
            else
            {
                _places.Add(name, _fields.Count);
                _fields.Add(field);
            }
        }
    }

    // A signature is not appended to: a server may repeat it with each piece.
    private static bool IsSame(object? old, object? value) =>
        value is string text && old is string or StringBuilder && old.ToString() == text;

    private static object? Join(object? old, object? piece) => (old, piece) switch
    {
        (_, null) => old,
        (StringBuilder text, string more) => text.Append(more),
        (string text, string more) => new StringBuilder(text).Append(more),
        (MergedFields fields, OrderedDictionary more) => fields.Add(more),
        (OrderedDictionary fields, OrderedDictionary more) => new MergedFields().Add(fields).Add(more),
        (MergedItems items, object?[] more) => items.Add(more),
        (object?[] items, object?[] more) => new MergedItems(items).Add(more),
        _ => Copy(piece),
    };

    /// <summary>A copy. The pieces were handed out too, and what grows here must not grow there.</summary>
    public static object? Copy(object? value) => Copy(value, static text => text);

    /// <summary>A copy in the form that is handed out: in whole characters.</summary>
    public static object? Finished(object? value) => Copy(value, WellFormed.WithoutHalves);

    private static object? Copy(object? value, Func<string, string> textOf) => value switch
    {
        MergedFields fields => fields.ToFields(),
        MergedItems items => items.ToArray(),
        StringBuilder text => textOf(text.ToString()),
        _ => JsonTreeCopy.Of(value, textOf),
    };
}
