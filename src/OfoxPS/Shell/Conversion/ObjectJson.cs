using System.Collections.Generic;
using System.Text;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Conversion;

/// <summary>Objects as JSON for a model to read, within limits of depth and size.</summary>
internal sealed class ObjectJson
{
    /// <summary>How many levels of an object are written out; what is deeper becomes its text.</summary>
    public const int MaximumDepth = 4;

    /// <summary>How many characters of JSON one request takes.</summary>
    public const int MaximumLength = 256 * 1024;

    private ObjectJson(string text, string? warning)
    {
        Text = text;
        Warning = warning;
    }

    public string Text { get; }

    /// <summary>What was left out; null if nothing.</summary>
    public string? Warning { get; }

    public static ObjectJson OfOne(object value, int? depth = null)
    {
        bool deep = false;
        string text = Write(value, ref deep, depth);
        return text.Length <= MaximumLength
            ? new ObjectJson(text, Depth(deep, depth))
            : new ObjectJson(
                TextCut.Start(text, MaximumLength) + "… (cut)",
                $"The object's JSON has {text.Length} characters; the first {MaximumLength} are sent. -InputProperty chooses what matters.");
    }

    public static ObjectJson OfMany(IReadOnlyList<object?> values, int? depth = null)
    {
        StringBuilder array = new("[");
        bool deep = false;
        for (int i = 0; i < values.Count; i++)
        {
            string text = Write(values[i], ref deep, depth);
            if (array.Length + text.Length > MaximumLength)
            {
                return new ObjectJson(
                    array.Append(']').ToString(),
                    $"The first {i} of {values.Count} objects are sent: more than {MaximumLength} characters of JSON are not. -InputProperty chooses what matters.");
            }

            array.Append(i == 0 ? string.Empty : ",\n").Append(text);
        }

        return new ObjectJson(array.Append(']').ToString(), Depth(deep, depth));
    }

    /// <summary>Text that PowerShell made of objects.</summary>
    public static ObjectJson OfText(string text) => text.Length <= MaximumLength
        ? new ObjectJson(text, null)
        : new ObjectJson(TextCut.Start(text, MaximumLength) + "… (cut)", $"The objects have {text.Length} characters as text; the first {MaximumLength} are sent. -InputProperty chooses what matters.");

    /// <summary>A single object as it is; of several a list of as many as fit into a length.</summary>
    public static string Compact(IReadOnlyList<object?> values, int depth, int length, out int sent)
    {
        bool cut = false;
        StringBuilder text = new();
        for (sent = 0; sent < values.Count; sent++)
        {
            string next = Write(values[sent], ref cut, JsonTreeReader.Tolerant(depth));
            if (sent > 0 && text.Length + next.Length + 3 > length)
            {
                break;
            }

            text.Append(sent == 0 ? string.Empty : ",").Append(next);
        }

        return values.Count == 1 ? text.ToString() : $"[{text}]";
    }

    private static string? Depth(bool cut, int? depth) => !cut ? null
        : $"Values deeper than {depth ?? MaximumDepth} levels, or that refer to themselves, are sent as their text. -InputDepth allows more.";

    private static string Write(object? value, ref bool cut, int? depth) =>
        Write(value, ref cut, depth is null ? JsonTreeReader.Tolerant(MaximumDepth) : JsonTreeReader.Deep(depth.Value));

    private static string Write(object? value, ref bool cut, JsonTreeReader reader)
    {
        string text = JsonTreeWriter.ToText(reader.Read(value));
        cut |= reader.Cut;
        return text;
    }
}
