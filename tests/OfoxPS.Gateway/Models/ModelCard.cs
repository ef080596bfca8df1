using System.Linq;
using System.Text.Json.Nodes;

namespace OfoxPS.Gateway.Models;

/// <summary>A model the gateway offers; prices in USD per token.</summary>
internal sealed record ModelCard(
    string Id, string Name, int ContextLength, int LongestAnswer, bool Vision, string PromptPrice, string CompletionPrice,
    string CacheReadPrice, string CacheWritePrice)
{
    private static readonly string[] Parameters =
    [
        "temperature", "top_p", "max_tokens", "stop", "seed", "frequency_penalty", "presence_penalty",
        "tools", "tool_choice", "response_format",
    ];

    public string Owner => Id[..Id.IndexOf('/')];

    /// <summary>This model thinks aloud without being asked.</summary>
    public bool Reasons => Owner == "deepseek";

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["object"] = "model",
        ["created"] = 1735689600,
        ["owned_by"] = Owner,
        ["canonical_slug"] = Id,
        ["name"] = Name,
        ["description"] = $"{Name}, as the test gateway plays it.",
        ["context_length"] = ContextLength,
        ["architecture"] = Architecture(),
        ["pricing"] = new JsonObject
        {
            ["prompt"] = PromptPrice,
            ["completion"] = CompletionPrice,
            ["input_cache_read"] = CacheReadPrice,
            ["input_cache_write_5m"] = CacheWritePrice,
            ["input_cache_write_1h"] = CacheWritePrice,
        },
        ["top_provider"] = new JsonObject
        {
            ["context_length"] = ContextLength,
            ["max_completion_tokens"] = LongestAnswer,
            ["is_moderated"] = false,
        },
        ["per_request_limits"] = null,
        ["supported_parameters"] = Texts(Reasons ? [.. Parameters, "reasoning"] : Parameters),
        ["default_parameters"] = new JsonObject(),
        ["expiration_date"] = null,
        ["is_deprecated"] = false,
        ["supported_endpoints"] = Texts("/v1/chat/completions"),
    };

    private JsonObject Architecture() => new()
    {
        ["modality"] = Vision ? "text+image->text" : "text->text",
        ["input_modalities"] = Vision ? Texts("text", "image") : Texts("text"),
        ["output_modalities"] = Texts("text"),
        ["tokenizer"] = "Words",
        ["instruct_type"] = null,
    };

    private static JsonArray Texts(params string[] texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
