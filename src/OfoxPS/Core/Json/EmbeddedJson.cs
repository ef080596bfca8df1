using System.Text;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>JSON in a model's answer: alone, in a code fence, or with prose around it.</summary>
internal static class EmbeddedJson
{
    // The most brackets in a text at which JSON is looked for: each costs an attempt to parse the rest.
    private const int MaximumTries = 100;

    private const string EndOfThoughts = "</think>";

    /// <summary>
    /// The values that an answer holds, in order, as plain objects, and whether it is JSON and nothing else. The text before the end of the
    /// reasoning is skipped.
    /// </summary>
    public static List<object?> Find(string text, out bool isComplete)
    {
        int thoughts = text.LastIndexOf(EndOfThoughts, StringComparison.OrdinalIgnoreCase);
        string answer = thoughts < 0 ? text : text.Substring(thoughts + EndOfThoughts.Length);
        byte[] bytes = Encoding.UTF8.GetBytes(answer.Trim());

        // The whole text is one value of any type; within prose only objects and lists can be recognised.
        object? single = null;
        isComplete = bytes.Length > 0 && TryFind(bytes, 0, out single, out int length) && length == bytes.Length;
        if (isComplete)
        {
            return [single];
        }

        List<object?> values = [];
        int at = Next(bytes, 0);
        for (int tries = 0; at >= 0 && tries < MaximumTries; tries++)
        {
            bool found = TryFind(bytes, at, out object? value, out int read);
            if (found)
            {
                values.Add(value);
            }

            at = Next(bytes, at + (found ? read : 1));
        }

        return values;
    }

    /// <summary>Whether a text begins as JSON does, alone or in a code fence, even if it is damaged.</summary>
    public static bool Begins(string text) => text.TrimStart() is ['{' or '[', ..] or ['`', '`', '`', ..];

    private static int Next(byte[] bytes, int from) =>
        bytes.AsSpan(from).IndexOfAny((byte)'{', (byte)'[') is >= 0 and int next ? from + next : -1;

    // An object or a list may have faults that can be repaired in one way only.
    private static bool TryFind(byte[] bytes, int from, out object? value, out int length) =>
        TryRead(bytes, from, out value, out length)
        || (bytes[from] is (byte)'{' or (byte)'[' && LooseJson.Mended(bytes.AsSpan(from), out length) is { } mended
            && TryRead(mended, 0, out value, out int read) && read == mended.Length);

    private static bool TryRead(byte[] bytes, int from, out object? value, out int length)
    {
        Utf8JsonReader reader = new(bytes.AsSpan(from), JsonTree.Lenient);
        try
        {
            JsonSize.Check(bytes.AsSpan(from));
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            value = JsonTree.FromElement(document.RootElement);
            length = (int)reader.BytesConsumed;
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            value = null;
            length = 0;
            return false;
        }
    }
}
