using System.Text;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Objects as JSON, one after the other, as many as fit into a length.</summary>
internal sealed class ObjectList
{
    private readonly StringBuilder _text = new();
    private readonly int _depth;
    private readonly int _longest;

    /// <param name="depth">How many levels of an object are written out.</param>
    /// <param name="longest">How many characters there are at most; the first object is taken whatever it has.</param>
    public ObjectList(int depth, int longest)
    {
        _depth = depth;
        _longest = longest;
    }

    /// <summary>How many objects were taken.</summary>
    public int Count { get; private set; }

    /// <summary>Each of them was read to its end.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <returns>False if it does not fit.</returns>
    public bool Add(object? value)
    {
        string next = ObjectJson.Compact(value, _depth, _longest, out bool isComplete);
        if (Count > 0 && _text.Length + next.Length + 3 > _longest)
        {
            return false;
        }

        IsComplete &= isComplete;
        _text.Append(Count == 0 ? string.Empty : ",").Append(next);
        Count++;
        return true;
    }

    /// <param name="isList">They are items of one list; a single object may stand for itself.</param>
    public string ToText(bool isList) => isList ? $"[{_text}]" : _text.ToString();
}
