using System.Collections.Specialized;

namespace OfoxPS.Core.Answers;

/// <summary>
/// A list of an unknown field, piece by piece. An item that carries an index continues the item of that index; of those without one, a
/// piece of thinking or of text continues the last item, and all others are new.
/// </summary>
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
        bool isFirst = true;
        foreach (object? item in more)
        {
            if (isFirst && item is OrderedDictionary piece && _items.Count > 0 && GrowingItem.Continues(_items[_items.Count - 1], piece))
            {
                MergedFields last = _items[_items.Count - 1] as MergedFields
                    ?? new MergedFields().Add((OrderedDictionary)_items[_items.Count - 1]!);
                _items[_items.Count - 1] = last.Add(piece);
                isFirst = false;
                continue;
            }

            isFirst = false;
            if (item is OrderedDictionary fields && fields["index"] is long index && _places.TryGetValue(index, out int place)
                && !IsPicture(fields))
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

    // A picture comes in one piece: another one at its index is a new item, and the same one again is ignored.
    private static bool IsPicture(OrderedDictionary fields) =>
        fields["image_url"] is OrderedDictionary image && image["url"] is string { Length: > 0 };

    private bool IsThere(OrderedDictionary picture) => _items.OfType<OrderedDictionary>().Any(known =>
        IsPicture(known)
            && (string)((OrderedDictionary)known["image_url"]!)["url"]! == (string)((OrderedDictionary)picture["image_url"]!)["url"]!);

    private void Append(object? item)
    {
        if (item is OrderedDictionary picture && IsPicture(picture) && IsThere(picture))
        {
            return;
        }

        if (item is OrderedDictionary fields && fields["index"] is long index && !_places.ContainsKey(index))
        {
            _places.Add(index, _items.Count);
        }

        _items.Add(MergedFields.Copy(item));
    }
}
