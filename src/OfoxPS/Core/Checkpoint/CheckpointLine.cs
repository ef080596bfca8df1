using System.Collections.Specialized;
using System.Globalization;
using System.Text.Json;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Checkpoint;

/// <summary>A record as one line of JSON, and back: a line of the output of OpenAI's batches, with a part of our own beside.</summary>
internal static class CheckpointLine
{
    /// <summary>How each record begins.</summary>
    public const string Beginning = "{\"id\":";

    // In characters. The record of a longer answer is written on a thread of its own, so that its pooled buffers are freed with it.
    private const int LongText = 1 << 20;

    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The line, its end included.</summary>
    public static byte[] Of(CheckpointRecord record, Func<string, string> clean)
    {
        ChatCompletion? answer = record.Completion;
        OfoxException? failure = record.Failure;
        OrderedDictionary line = new()
        {
            ["id"] = answer?.Id ?? failure?.RequestId,
            ["custom_id"] = record.Key.CustomId,
            ["response"] = answer is not null ? Response(answer.StatusCode ?? 200, answer.RequestId, CompletionTree.Of(answer))
                : failure?.StatusCode is { } status ? Response(status, failure.RequestId, ErrorBody(failure)) : null,
            ["error"] = answer is not null ? null : new OrderedDictionary
            {
                ["code"] = failure?.Kind.ToString() ?? "interrupted",
                ["message"] = failure?.Message ?? "The run ended before the answer came.",
            },
            ["ofox"] = OfoxPart(record),
        };
        byte[] Write() => JsonTreeWriter.ToLine(JsonTreeCopy.Fields(line, text => WellFormed.WithoutHalves(clean(text))));
        return answer?.Content?.Length >= LongText || record.Request?.Length >= LongText ? TemporaryThread.Run(Write) : Write();
    }

    /// <summary>What a line is about; null where it holds no record.</summary>
    public static RecordHead? ReadHead(ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, JsonTree.Deep);
            JsonElement root = document.RootElement;
            return RecordKey.Parse(JsonRead.Text(root, "custom_id")) is { } key
                && JsonRead.Field(root, "ofox") is { ValueKind: JsonValueKind.Object } ofoxPart && StateOf(ofoxPart) is { } state
                && (state != RecordState.Succeeded || BodyOf(root) is not null)
                ? new RecordHead(
                    key,
                    state,
                    JsonRead.Integer(ofoxPart, "inputIndex") ?? JsonRead.Integer(ofoxPart, "i") ?? 0,
                    DateOf(JsonRead.Text(ofoxPart, "started")),
                    CostCalculator.Amount(JsonRead.Field(ofoxPart, "cost") is { } cost ? JsonTree.FromElement(cost) : null))
                : null;
        }
        catch (Exception error) when (IsDamage(error))
        {
            return null;
        }
    }

    /// <summary>The record that a line holds; null where it holds none.</summary>
    public static CheckpointRecord? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            return TolerantJson.Read(line, Read);
        }
        catch (Exception error) when (IsDamage(error))
        {
            return null;
        }
    }

    // The exceptions of text with half of a surrogate pair, a value of another type, and a number that is too large.
    private static bool IsDamage(Exception error) =>
        error is JsonException or InvalidOperationException or FormatException or ArgumentException or InvalidCastException
            or OverflowException;

    private static CheckpointRecord? Read(JsonElement root)
    {
        if (RecordKey.Parse(JsonRead.Text(root, "custom_id")) is not { } key
            || JsonRead.Field(root, "ofox") is not { ValueKind: JsonValueKind.Object } element || StateOf(element) is not { } state)
        {
            return null;
        }

        OrderedDictionary ofoxPart = JsonTree.ObjectFrom(element);
        return new CheckpointRecord
        {
            Key = key,
            State = state,
            Index = ofoxPart["i"] as long? ?? 0,
            InputIndex = ofoxPart["inputIndex"] as long?,
            Input = ofoxPart["input"],
            Started = DateOf(ofoxPart["started"] as string),
            Completion = state == RecordState.Succeeded && BodyOf(root) is { } body
                ? Completion(JsonRead.Field(root, "response")!.Value, body, ofoxPart) : null,
            Failure = state == RecordState.Failed
                ? RecordedFailure.Read(ofoxPart["failure"] as OrderedDictionary ?? new OrderedDictionary()) : null,
            Turns = JsonRead.Field(element, "turns") is { ValueKind: JsonValueKind.Array } turns
                ? [.. turns.EnumerateArray().Select(CompletionTree.ReadMessage)] : [],
            EndsWithAnswer = ofoxPart["endsWithAnswer"] is not false,
            Request = JsonRead.Field(element, "request") is { } request ? request.GetRawText() : null,
        };
    }

    private static OrderedDictionary Response(int status, string? requestId, OrderedDictionary body) =>
        new() { ["status_code"] = status, ["request_id"] = requestId, ["body"] = body };

    private static OrderedDictionary ErrorBody(OfoxException failure) => new()
    {
        ["error"] = new OrderedDictionary { ["message"] = failure.Words, ["type"] = failure.Type, ["code"] = failure.Code },
    };

    private static OrderedDictionary OfoxPart(CheckpointRecord record)
    {
        ChatCompletion? answer = record.Completion;
        OrderedDictionary ofoxPart = new()
        {
            ["v"] = CheckpointManifest.Version,
            ["i"] = record.Index,
            ["inputIndex"] = record.InputIndex,
            ["state"] = record.State.ToString().ToLowerInvariant(),
            ["attempts"] = answer?.Attempts ?? record.Failure?.Attempts ?? 0,
            ["started"] = record.Started.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture),
        };
        if ((answer?.Cost ?? record.Failure?.Completion?.Cost) is { } cost)
        {
            ofoxPart["cost"] = cost;
        }

        if (answer is not null)
        {
            ofoxPart["ticks"] = answer.Duration.Ticks;
            ofoxPart["firstTicks"] = answer.TimeToFirstToken?.Ticks;
            ofoxPart["model"] = answer.RequestedModel;
            ofoxPart["rateLimit"] = RecordedLimit.Of(answer.RateLimit);
            ofoxPart["costSource"] = answer.CostSource.ToString();
            ofoxPart["priceDate"] = answer.PriceDate?.ToString("o", CultureInfo.InvariantCulture);
        }

        if (record.Failure is { } failure)
        {
            ofoxPart["failure"] = RecordedFailure.Of(failure);
        }

        if (record.Turns.Length > 0)
        {
            ofoxPart["turns"] = record.Turns.Select(static message => (object?)CompletionTree.Of(message)).ToArray();
            ofoxPart["endsWithAnswer"] = record.EndsWithAnswer;
            ofoxPart["tools"] = answer?.ToolInvocations.Select(static call => (object?)RecordedTool.Of(call)).ToArray();
        }

        if (record.Request is not null)
        {
            ofoxPart["request"] = JsonTree.ParseObject(record.Request);
        }

        if (record.Input is not null)
        {
            ofoxPart["input"] = record.Input;
        }

        return ofoxPart;
    }

    private static ChatCompletion Completion(JsonElement response, JsonElement body, OrderedDictionary ofoxPart)
    {
        ChatCompletion completion = CompletionTree.Read(body, ofoxPart["model"] as string);
        completion.StatusCode = (int?)JsonRead.Integer(response, "status_code");
        completion.RequestId = JsonRead.Text(response, "request_id");
        completion.Attempts = (int)(ofoxPart["attempts"] as long? ?? 0);
        completion.Duration = TimeSpan.FromTicks(ofoxPart["ticks"] as long? ?? 0);
        completion.TimeToFirstToken = ofoxPart["firstTicks"] is long ticks ? TimeSpan.FromTicks(ticks) : null;
        completion.RateLimit = RecordedLimit.Read(ofoxPart["rateLimit"] as OrderedDictionary);
        completion.Cost = CostCalculator.Amount(ofoxPart["cost"]);
        completion.CostSource = Enum.TryParse(ofoxPart["costSource"] as string, out CostSource source) ? source : CostSource.Unknown;
        completion.PriceDate = ofoxPart["priceDate"] is string date ? DateOf(date) : null;
        completion.ToolInvocations = ofoxPart["tools"] is object?[] tools ? [.. tools.OfType<OrderedDictionary>().Select(RecordedTool.Read)]
            : [];
        return completion;
    }

    // A record of an answer must have its body, else the line is damaged.
    private static JsonElement? BodyOf(JsonElement root) =>
        JsonRead.Field(root, "response") is { } response && JsonRead.Field(response, "body") is { ValueKind: JsonValueKind.Object } body
            ? body : null;

    private static DateTimeOffset DateOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset started) ? started
            : default;

    private static RecordState? StateOf(JsonElement ofoxPart) =>
        Enum.TryParse(JsonRead.Text(ofoxPart, "state"), ignoreCase: true, out RecordState state)
            && Enum.IsDefined(typeof(RecordState), state) ? state : null;
}
