using System.Text.Json;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>Reads a cassette, also one that was edited by hand or whose line ends were changed.</summary>
internal static class CassetteReader
{
    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = JsonTree.MaximumDepth,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <exception cref="OfoxException">The text is no cassette, or one of a later version.</exception>
    public static IReadOnlyList<Interaction> Read(string text, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Options);
            long version = JsonRead.Integer(document.RootElement, "schemaVersion") ?? throw new FormatException("it has no schemaVersion");
            if (version > CassetteWriter.SchemaVersion)
            {
                throw new FormatException(
                    $"its schemaVersion is {version}, and this version of OfoxPS knows {CassetteWriter.SchemaVersion}");
            }

            return [.. Required(document.RootElement, "interactions").EnumerateArray().Select(Interaction)];
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw Failure.CannotRead("cassette", path, error.Message, error);
        }
    }

    /// <summary>A text that is no JSON, without an interaction that was being added to its end when its writer was ended.</summary>
    /// <returns>Null where the text does not end in the middle of one.</returns>
    public static string? WithoutTornEnd(string text)
    {
        // In the layout of CassetteWriter only an interaction ends with a line of four spaces and a brace.
        const string Close = "\n    }";
        string rest = text.TrimEnd('\0', '\n', ' ', ']');
        int last = rest.EndsWith(Close, StringComparison.Ordinal) ? rest.Length - Close.Length
            : text.LastIndexOf(Close + ",", StringComparison.Ordinal);
        return last < 0 ? null : text.Remove(last) + Close + CassetteWriter.End;
    }

    private static Interaction Interaction(JsonElement item)
    {
        JsonElement request = Required(item, "request");
        return new Interaction(
            JsonRead.Text(request, "method") ?? MaskedRequest.DefaultMethod,
            JsonRead.Text(request, "uri") ?? string.Empty,
            WellFormed(Required(request, "body").Clone()),
            Response(Required(item, "response")));
    }

    // Reads all texts, because half of a surrogate pair is found only then, and must not fail a request later.
    private static JsonElement WellFormed(JsonElement body)
    {
        if (body.GetRawText().IndexOf("\\ud", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            _ = JsonTree.FromElement(body);
        }

        return body;
    }

    private static RecordedResponse Response(JsonElement item) => new()
    {
        Status = Status(item),
        Reason = JsonRead.Text(item, "reason"),
        Headers = JsonRead.Field(item, "headers") is { ValueKind: JsonValueKind.Object } headers
            ? [.. headers.EnumerateObject().Select(static header =>
                new KeyValuePair<string, string>(header.Name.ToLowerInvariant(), header.Value.GetString() ?? string.Empty))]
            : [],
        Chunks = Chunks(item),
        Fault = JsonRead.Field(item, "fault") is { } fault ? Fault(fault) : null,
        Stopped = JsonRead.Field(item, "stopped") is { ValueKind: JsonValueKind.True },
    };

    // Null where the network failed before there was a response.
    private static int Status(JsonElement item) =>
        JsonRead.Field(item, "status") is null ? 0
        : JsonRead.Integer(item, "status") is long status and >= 100 and <= 599 ? (int)status
        : throw new FormatException("the status of a response is not a number from 100 to 599");

    private static RecordedChunk[] Chunks(JsonElement item)
    {
        if (JsonRead.Field(item, "chunks") is { ValueKind: JsonValueKind.Array } chunks)
        {
            return [.. chunks.EnumerateArray().Select(Chunk)];
        }

        RecordedChunk chunk = Chunk(item);
        return chunk.Bytes.Length == 0 ? [] : [chunk];
    }

    private static RecordedChunk Chunk(JsonElement item) => new((int)(JsonRead.Integer(item, "ms") ?? 0), BodyForm.Read(item));

    private static RecordedFault Fault(JsonElement item) => new(
        Enum.TryParse(JsonRead.Text(item, "kind"), out OfoxErrorKind kind) && Enum.IsDefined(typeof(OfoxErrorKind), kind) ? kind
            : OfoxErrorKind.OfoxConnectionFailed,
        JsonRead.Text(item, "message") ?? "The connection failed",
        JsonRead.Field(item, "retryable") is { ValueKind: JsonValueKind.True });

    private static JsonElement Required(JsonElement element, string name) =>
        JsonRead.Field(element, name) ?? throw new FormatException($"a field '{name}' is missing");
}
