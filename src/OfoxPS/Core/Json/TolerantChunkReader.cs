using System.Linq;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// Reads a chunk of a stream, or a whole answer as one chunk, as tolerantly as servers need it: fields may be missing, null, of another
/// type, or unknown. What it decides, <see cref="FastChunkReader"/> must give for the chunks that it reads.
/// </summary>
internal static class TolerantChunkReader
{
    private static readonly AnswerLimits NoLimits = new(double.PositiveInfinity);
    private static readonly KnownFields RootFields = new("id", "object", "created", "model", "choices", "usage", "obfuscation");
    private static readonly KnownFields ChoiceFields = new("index", "delta", "message", "finish_reason");
    private static readonly KnownFields MessageFields = new("role", "content", "refusal", "tool_calls");

    /// <exception cref="OfoxException">There are more choices or calls than are accepted.</exception>
    public static ChatChunk Read(JsonElement root, AnswerLimits? limits = null) => new()
    {
        Id = JsonRead.Text(root, "id"),
        Model = JsonRead.Text(root, "model"),
        Created = JsonRead.UnixTime(root, "created"),
        Choices = ReadChoices(root, limits ?? NoLimits),
        Usage = UsageOf(root),
        Fields = LazyFields.Of(RootFields.Rest(root)),
    };

    /// <summary>What an answer says of its tokens, be it one or an error; null if nothing.</summary>
    public static Usage? UsageOf(JsonElement root) => UsageReader.Of(root);

    // Counted before they become objects, each of which takes a hundred times the bytes that it was sent in.
    private static ChatChunkChoice[] ReadChoices(JsonElement root, AnswerLimits limits)
    {
        if (JsonRead.Field(root, "choices") is not { ValueKind: JsonValueKind.Array } choices)
        {
            return [];
        }

        limits.CheckChoices(choices.GetArrayLength());
        return Apart([.. choices.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.Object).Select(ReadChoice)]);
    }

    // Two entries of one array are two answers, whatever index they claim.
    private static ChatChunkChoice[] Apart(ChatChunkChoice[] choices)
    {
        if (choices.Length > 1 && choices.Select(static choice => choice.Index).Distinct().Count() < choices.Length)
        {
            for (int i = 0; i < choices.Length; i++)
            {
                choices[i].Index = i;
            }
        }

        return choices;
    }

    private static ChatChunkChoice ReadChoice(JsonElement choice, int position)
    {
        bool whole = JsonRead.Field(choice, "delta") is not { ValueKind: JsonValueKind.Object };
        JsonElement? message = JsonRead.Field(choice, whole ? "message" : "delta");

        // A server of text completions has its text beside the choice's other fields.
        string? text = message is null && JsonRead.Field(choice, "text") is { ValueKind: JsonValueKind.String } plain
            ? JsonTree.Piece(plain) : null;
        ChatChunkChoice result = new()
        {
            IsWhole = whole && message is not null,
            IsBare = message is null && text is null && !Names(choice, "message") && !Names(choice, "delta"),
            Index = JsonRead.Integer(choice, "index") is long index and >= 0 and <= int.MaxValue ? (int)index : position,
            Delta = message switch
            {
                { ValueKind: JsonValueKind.Object } delta => ReadDelta(delta, whole),
                { ValueKind: JsonValueKind.String } words => new ChatDelta { Content = JsonTree.Piece(words) },
                _ => new ChatDelta { Content = text },
            },
            FinishReason = JsonRead.Text(choice, "finish_reason") is { Length: > 0 } reason and not "null" ? reason : null,
            Fields = LazyFields.Of(ChoiceFields.Rest(choice)),
        };
        if (text is not null)
        {
            result.AdditionalProperties.Remove("text");
        }

        return result;
    }

    private static bool Names(JsonElement choice, string name) => choice.TryGetProperty(name, out _);

    private static ChatDelta ReadDelta(JsonElement message, bool whole)
    {
        ChatDelta delta = new()
        {
            Role = JsonRead.Text(message, "role"),
            Refusal = JsonRead.Piece(message, "refusal"),
            ToolCalls = JsonRead.Field(message, "tool_calls") is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } calls
                ? ToolCallReader.Read(calls, whole)
                : [],
            Fields = LazyFields.Of(MessageFields.Rest(message)),
        };
        if (JsonRead.Field(message, "content") is { } content)
        {
            ContentReader.Read(content, delta);
        }

        if (delta.ToolCalls.Length == 0 && JsonRead.Field(message, "function_call") is { ValueKind: JsonValueKind.Object } call)
        {
            // The one call of the API before there were tools.
            delta.ToolCalls = ToolCallReader.ReadFunction(call);
            delta.AdditionalProperties.Remove("function_call");
        }

        return delta;
    }
}
