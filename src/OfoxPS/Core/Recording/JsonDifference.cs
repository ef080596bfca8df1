using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>Where two JSON values differ. The order of fields, the form of numbers and the kind of line ends say nothing.</summary>
/// <param name="Path">The field, as in <c>messages[0].content</c>.</param>
/// <param name="Recorded">What was recorded there; null where there was nothing.</param>
/// <param name="Actual">What is asked there; null where there is nothing.</param>
internal sealed record JsonDifference(string Path, JsonElement? Recorded, JsonElement? Actual)
{
    public static IEnumerable<JsonDifference> Between(JsonElement recorded, JsonElement actual, string path = "")
    {
        if (recorded.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object)
        {
            return recorded.EnumerateObject().Concat(actual.EnumerateObject()).Select(static field => field.Name).Distinct()
                .SelectMany(name => BetweenParts(Field(recorded, name), Field(actual, name), path.Length == 0 ? name : $"{path}.{name}"));
        }

        if (recorded.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array)
        {
            int count = Math.Max(recorded.GetArrayLength(), actual.GetArrayLength());
            return Enumerable.Range(0, count).SelectMany(i => BetweenParts(Item(recorded, i), Item(actual, i), $"{path}[{i}]"));
        }

        return AreSame(recorded, actual) ? [] : [new JsonDifference(path, recorded, actual)];
    }

    public static JsonElement? Field(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;

    /// <summary>The difference in words.</summary>
    public override string ToString() => $"{Path} ({DifferenceText.Of(this)})";

    private static IEnumerable<JsonDifference> BetweenParts(JsonElement? recorded, JsonElement? actual, string path) =>
        recorded is { } old && actual is { } now ? Between(old, now, path) : [new JsonDifference(path, recorded, actual)];

    private static JsonElement? Item(JsonElement array, int index) => index < array.GetArrayLength() ? array[index] : null;

    private static bool AreSame(JsonElement recorded, JsonElement actual)
    {
        if (recorded.ValueKind != actual.ValueKind)
        {
            return false;
        }

        return recorded.ValueKind switch
        {
            JsonValueKind.String => AreSameText(Lines(recorded), Lines(actual)),
            JsonValueKind.Number => recorded.GetRawText() == actual.GetRawText() || Poly.Number(recorded).Equals(Poly.Number(actual)),
            JsonValueKind.Object or JsonValueKind.Array => false,
            _ => true,
        };
    }

    // Line ends are compared as \n, because a script can be checked out with those of Windows.
    private static string Lines(JsonElement text) => text.GetString()!.Replace("\r\n", "\n");

    // A masked part of a recording matches any text, because the key is unknown where it is replayed.
    private static bool AreSameText(string recorded, string actual) =>
        recorded == actual
        || (recorded.IndexOf(Redactor.Mask, StringComparison.Ordinal) >= 0
            && HasParts(actual, recorded.Split([Redactor.Mask], StringSplitOptions.None)));

    // The text must begin with the first part, end with the last one, and have the others between them in their order.
    private static bool HasParts(string text, string[] parts)
    {
        string first = parts[0];
        string last = parts[parts.Length - 1];
        int at = first.Length;
        int end = text.Length - last.Length;
        if (at > end || !text.StartsWith(first, StringComparison.Ordinal) || !text.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        for (int i = 1; i + 1 < parts.Length; i++)
        {
            int found = text.IndexOf(parts[i], at, end - at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + parts[i].Length;
        }

        return true;
    }
}
