using System.Text;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Writes objects as JSON for a model, within limits of depth and size.</summary>
internal sealed class ObjectJson(string text, string? warning)
{
    /// <summary>The default maximum number of levels of an object; what is deeper becomes text.</summary>
    public const int MaximumDepth = 4;

    /// <summary>The maximum number of characters of JSON in one request.</summary>
    public const int MaximumLength = 256 * 1024;

    /// <summary>The maximum number of objects that can fit into <see cref="MaximumLength"/>.</summary>
    public const int MaximumCount = MaximumLength / 2;

    public string Text { get; } = text;

    /// <summary>A warning about what was left out; null if nothing was.</summary>
    public string? Warning { get; } = warning;

    public static ObjectJson OfOne(object value, int? depth = null)
    {
        JsonTreeReader reader = Reader(depth);
        string text = JsonTreeWriter.ToText(reader.Read(value));
        return text.Length <= MaximumLength && !reader.IsFull
            ? new ObjectJson(text, Depth(reader.Cut, depth))
            : new ObjectJson(
                TextCut.Start(text, MaximumLength) + "… (cut)",
                $"The object's JSON has more than {MaximumLength} characters; the first {MaximumLength} are sent. "
                    + "-InputProperty chooses what matters.");
    }

    public static ObjectJson OfMany(IReadOnlyList<object?> values, int? depth = null)
    {
        StringBuilder array = new("[");
        bool deep = false;
        for (int i = 0; i < values.Count; i++)
        {
            JsonTreeReader reader = Reader(depth);
            string text = JsonTreeWriter.ToText(reader.Read(values[i]));
            deep |= reader.Cut;
            if (array.Length + text.Length > MaximumLength)
            {
                return new ObjectJson(
                    array.Append(']').ToString(),
                    $"The first {i} of {(values.Count > MaximumCount ? $"more than {MaximumCount}" : values.Count)} objects are sent: "
                        + $"more than {MaximumLength} characters of JSON are not. -InputProperty chooses what matters.");
            }

            array.Append(i == 0 ? string.Empty : ",\n").Append(text);
        }

        return new ObjectJson(array.Append(']').ToString(), Depth(deep, depth));
    }

    /// <summary>Text that PowerShell's formatting has made of objects, cut to the limit.</summary>
    public static ObjectJson OfText(string text) => text.Length <= MaximumLength
        ? new ObjectJson(text, null)
        : new ObjectJson(
            TextCut.Start(text, MaximumLength) + "… (cut)",
            $"The objects have {text.Length} characters as text; the first {MaximumLength} are sent. "
                + "-InputProperty chooses what matters.");

    private static string? Depth(bool cut, int? depth) => !cut ? null
        : $"Values deeper than {depth ?? MaximumDepth} levels, or that refer to themselves, are "
            + "sent as their text. -InputDepth allows more.";

    private static JsonTreeReader Reader(int? depth) =>
        depth is null ? JsonTreeReader.Tolerant(MaximumDepth, MaximumLength) : JsonTreeReader.Deep(depth.Value, MaximumLength);
}
