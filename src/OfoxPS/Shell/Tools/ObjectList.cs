using System.Text;
using OfoxPS.Core.Json;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>Writes as many objects as JSON as fit into a number of characters.</summary>
/// <param name="depth">The maximum number of levels of an object.</param>
/// <param name="longest">The maximum number of characters; the first object is always taken.</param>
internal sealed class ObjectList(int depth, int longest)
{
    private readonly StringBuilder _text = new();

    /// <summary>The number of objects that were taken.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all of them were written completely.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Whether data that is too deep in one of them was written as its text.</summary>
    public bool IsDeep { get; private set; }

    /// <returns>False if it does not fit.</returns>
    public bool Add(object? value)
    {
        JsonTreeReader reader = JsonTreeReader.Tolerant(depth, longest);
        string next = JsonTreeWriter.ToText(reader.Read(value));
        if (Count > 0 && _text.Length + next.Length + 3 > longest)
        {
            return false;
        }

        IsComplete &= !reader.IsFull;
        IsDeep |= reader.CutData;
        _text.Append(Count == 0 ? string.Empty : ",").Append(next);
        Count++;
        return true;
    }

    /// <param name="isList">Whether they are items of a list, even if there is only one.</param>
    public string ToText(bool isList) => isList ? $"[{_text}]" : _text.ToString();
}
