using System.Linq;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>Reads what an answer says of its tokens, under the names and in the places that servers use for it.</summary>
internal static class UsageReader
{
    // OpenAI; Anthropic and OpenAI's Responses; Bedrock; Ollama.
    private static readonly string[] Prompt = ["prompt_tokens", "input_tokens", "inputTokens", "prompt_eval_count"];
    private static readonly string[] Completion = ["completion_tokens", "output_tokens", "outputTokens", "eval_count"];
    private static readonly string[] Total = ["total_tokens", "totalTokens"];

    // The other names stay where they are, too: a gateway may mean something of its own by them.
    private static readonly KnownFields Known = new("prompt_tokens", "completion_tokens", "total_tokens");

    /// <summary>The usage in a chunk, an answer or an error; null where there is none.</summary>
    public static Usage? Of(JsonElement root) =>
        JsonRead.Field(root, "usage") is { ValueKind: JsonValueKind.Object } usage ? Read(usage)

            // Groq tells it there in a stream, Moonshot in the last choice.
            : JsonRead.Field(root, "x_groq") is { } groq && JsonRead.Field(groq, "usage") is { ValueKind: JsonValueKind.Object } apart
                ? Read(apart)
            : JsonRead.Field(root, "choices") is { ValueKind: JsonValueKind.Array } choices ? OfChoices(choices)
            : null;

    private static Usage? OfChoices(JsonElement choices) => choices.EnumerateArray()
        .Select(static choice => JsonRead.Field(choice, "usage") is { ValueKind: JsonValueKind.Object } usage ? Read(usage) : null)
        .LastOrDefault(static usage => usage is not null);

    private static Usage Read(JsonElement usage) => new()
    {
        PromptTokens = First(usage, Prompt),
        CompletionTokens = First(usage, Completion),
        TotalTokens = First(usage, Total),
        Fields = LazyFields.Of(Known.Rest(usage)),
    };

    private static long? First(JsonElement usage, string[] names) =>
        names.Select(name => JsonRead.Integer(usage, name)).FirstOrDefault(static count => count is not null);
}
