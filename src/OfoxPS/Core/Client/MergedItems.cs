using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;

namespace OfoxPS.Core.Client;

/// <summary>A list of an unknown field, piece by piece. Items that carry an index continue the item of that index; others are new.</summary>
internal sealed class MergedItems
{
    private readonly List<object?> _items = [];
    private readonly Dictionary<long, int> _places = [];

    public MergedItems(object?[] items)
    {
        foreach (object? item in items)
        {
            Append(item);
        }
    }

    public MergedItems Add(object?[] more)
    {
        foreach (object? item in more)
        {
            if (item is OrderedDictionary fields && fields["index"] is long index && _places.TryGetValue(index, out int place))
            {
                MergedFields known = _items[place] as MergedFields ?? new MergedFields().Add((OrderedDictionary)_items[place]!);
                _items[place] = known.Add(fields);
            }
            else
            {
                Append(item);
            }
        }

        return this;
    }

    public object?[] ToArray() => [.. _items.Select(MergedFields.Finished)];

    private void Append(object? item)
    {
        if (item is OrderedDictionary fields && fields["index"] is long index && !_places.ContainsKey(index))
        {
            _places.Add(index, _items.Count);
        }

        _items.Add(MergedFields.Copy(item));
    }
}
