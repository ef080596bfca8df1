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
        for (int i = 0; i < more.Length; i++)
        {
            int last = _items.Count - 1;
            if (i == 0 && last >= 0 && more[i] is OrderedDictionary piece && IsWithoutIndex(piece) && IsWithoutIndex(_items[last])
                && GrowingItem.Continues(_items[last], piece))
            {
                Grow(last, piece);
            }
            else if (more[i] is OrderedDictionary fields && fields["index"] is long index && _places.TryGetValue(index, out int place)
                && !IsPicture(fields))
            {
                Grow(place, fields);
            }
            else
            {
                Append(more[i]);
            }
        }

        return this;
    }

    public object?[] ToArray() => [.. _items.Select(MergedFields.Finished)];

    private static bool IsWithoutIndex(object? item) => GrowingItem.Text(item, "index") is null;

    private void Grow(int place, OrderedDictionary piece)
    {
        MergedFields known = _items[place] as MergedFields ?? new MergedFields().Add((OrderedDictionary)_items[place]!);
        _items[place] = known.Add(piece);
    }

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
