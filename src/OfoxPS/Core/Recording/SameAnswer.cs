using System.Collections.Specialized;
using System.Text.Json;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>
/// Whether two answers are equal but for ids, dates and the times of their chunks, which differ in every answer. The older one is then
/// kept, so that a diff of the cassette shows only real changes.
/// </summary>
internal static class SameAnswer
{
    // The ids of tool calls are compared, because the next request contains them.
    private static readonly string[] Volatile = ["id", "created", "system_fingerprint", "obfuscation"];

    public static bool Are(RecordedResponse one, RecordedResponse other) =>
        one.Status == other.Status && one.Stopped == other.Stopped && one.Fault == other.Fault
        && Type(one) == Type(other) && Words(one) == Words(other);

    private static string? Type(RecordedResponse response) =>
        response.Headers.FirstOrDefault(static header => header.Key == "content-type").Value;

    private static string Words(RecordedResponse response)
    {
        string text = BodyForm.TextOf(response.Body()) ?? Convert.ToBase64String(response.Body());
        return response.IsStream
            ? string.Join("\n", text.Split('\n').Select(
                static line => line.StartsWith("data: {", StringComparison.Ordinal) ? Stable(line.Substring(6)) : line))
            : Stable(text);
    }

    private static string Stable(string json)
    {
        try
        {
            return TolerantJson.Read(json, static root =>
            {
                if (root.ValueKind != JsonValueKind.Object)
                {
                    return root.GetRawText();
                }

                OrderedDictionary fields = JsonTree.ObjectFrom(root);
                foreach (string name in Volatile)
                {
                    fields.Remove(name);
                }

                return JsonTreeWriter.ToText(fields);
            });
        }
        catch (Exception error) when (error is JsonException or OfoxException)
        {
            return json;
        }
    }
}
