using System.Linq;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// Reads a chunk of a stream, or a whole answer as one chunk, as tolerantly as servers need it:
/// fields may be missing, null, of another type, or unknown.
/// </summary>
internal static class ChunkReader
{
    private static readonly AnswerLimits NoLimits = new(double.PositiveInfinity);
    private static readonly KnownFields RootFields = new("id", "object", "created", "model", "choices", "usage", "obfuscation");
    private static readonly KnownFields ChoiceFields = new("index", "delta", "message", "finish_reason");
    private static readonly KnownFields MessageFields = new("role", "content", "refusal", "tool_calls");
    private static readonly KnownFields UsageFields = new("prompt_tokens", "completion_tokens", "total_tokens");

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
    public static Usage? UsageOf(JsonElement root) =>
        JsonRead.Field(root, "usage") is { ValueKind: JsonValueKind.Object } usage ? ReadUsage(usage) : null;

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
        return new ChatChunkChoice
        {
            Index = JsonRead.Whole(choice, "index") is long index and >= 0 and <= int.MaxValue ? (int)index : position,
            Delta = JsonRead.Field(choice, whole ? "message" : "delta") switch
            {
                { ValueKind: JsonValueKind.Object } delta => ReadDelta(delta, whole),
                { ValueKind: JsonValueKind.String } text => new ChatDelta { Content = JsonTree.Piece(text) },
                _ => new ChatDelta(),
            },
            FinishReason = JsonRead.Text(choice, "finish_reason") is { Length: > 0 } reason and not "null" ? reason : null,
            Fields = LazyFields.Of(ChoiceFields.Rest(choice)),
        };
    }

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

        return delta;
    }

    private static Usage ReadUsage(JsonElement usage) => new()
    {
        PromptTokens = JsonRead.Whole(usage, "prompt_tokens"),
        CompletionTokens = JsonRead.Whole(usage, "completion_tokens"),
        TotalTokens = JsonRead.Whole(usage, "total_tokens"),
        Fields = LazyFields.Of(UsageFields.Rest(usage)),
    };
}
