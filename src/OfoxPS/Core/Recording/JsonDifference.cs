using System.Text.Json;
using System.Text.RegularExpressions;
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
                .SelectMany(name => Between(Field(recorded, name), Field(actual, name), path.Length == 0 ? name : $"{path}.{name}"));
        }

        if (recorded.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array)
        {
            int count = Math.Max(recorded.GetArrayLength(), actual.GetArrayLength());
            return Enumerable.Range(0, count).SelectMany(i => Between(Item(recorded, i), Item(actual, i), $"{path}[{i}]"));
        }

        return AreSame(recorded, actual) ? [] : [new JsonDifference(path, recorded, actual)];
    }

    /// <summary>The same where either may not be there.</summary>
    public static IEnumerable<JsonDifference> Between(JsonElement? recorded, JsonElement? actual, string path) =>
        recorded is { } old && actual is { } now ? Between(old, now, path)
        : recorded is null && actual is null ? []
        : [new JsonDifference(path, recorded, actual)];

    public static JsonElement? Field(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;

    /// <summary>The difference in words.</summary>
    public override string ToString() => $"{Path} ({DifferenceText.Of(this)})";

    private static JsonElement? Item(JsonElement array, int index) => index < array.GetArrayLength() ? array[index] : null;

    private static bool AreSame(JsonElement recorded, JsonElement actual) => recorded.ValueKind == actual.ValueKind
        && recorded.ValueKind switch
        {
            JsonValueKind.String => AreSameText(Lines(recorded), Lines(actual)),
            JsonValueKind.Number => recorded.GetRawText() == actual.GetRawText() || Poly.Number(recorded).Equals(Poly.Number(actual)),
            _ => true,
        };

    // Line ends are compared as \n, because a script can be checked out with those of Windows.
    private static string Lines(JsonElement text) => text.GetString()!.Replace("\r\n", "\n");

    // A masked part of a recording matches any text, because the key is unknown where it is replayed. Each part that is not masked is taken
    // where it comes first, so that the time is in proportion to the text.
    private static bool AreSameText(string recorded, string actual)
    {
        if (recorded.IndexOf(Redactor.Mask, StringComparison.Ordinal) < 0)
        {
            return recorded == actual;
        }

        string[] parts = [.. recorded.Split([Redactor.Mask], StringSplitOptions.None).Select(Regex.Escape)];
        string middle = string.Concat(parts.Skip(1).Take(parts.Length - 2).Select(static part => $"(?>.*?{part})"));
        return Regex.IsMatch(actual, $@"\A{parts[0]}{middle}.*{parts[parts.Length - 1]}\z", RegexOptions.Singleline);
    }
}
