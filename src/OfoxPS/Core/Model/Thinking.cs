using System.Collections;
using System.Collections.Specialized;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>
/// Where servers put what a model thinks before it answers: fields of a message, parts of its content, or tags at the beginning of its
/// text. All spellings are listed here.
/// </summary>
internal static class Thinking
{
    // DeepSeek, vLLM, SGLang, llama.cpp; OpenRouter, Groq, Ollama, Cerebras; Ollama's own API; GitHub Copilot; gateways.
    private static readonly string[] Texts =
        ["reasoning_content", "reasoning", "thinking", "reasoning_text", "thinking_content", "thought"];

    // OpenRouter; LiteLLM (Anthropic's blocks).
    private static readonly string[] Lists = ["reasoning_details", "thinking_blocks"];

    // Anthropic, Mistral; Anthropic; OpenAI's Responses; OpenRouter.
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "thinking", "redacted_thinking", "reasoning", "thought", "reasoning.text", "reasoning.summary", "reasoning.encrypted",
        "reasoning_text",
        "summary_text",
    };

    // Where such a part or an item of such a list has its text.
    private static readonly string[] Inner = ["thinking", "reasoning", "text", "summary", "content", "thought"];

    // DeepSeek, Qwen, MiniMax and most; Gemma; LiteLLM; Seed; Mistral; Kimi; Open Thoughts; gpt-oss.
    private static readonly (string Open, string Close)[] TagTable =
    [
        ("<think>", "</think>"), ("<thinking>", "</thinking>"), ("<thought>", "</thought>"), ("<budget:thinking>", "</budget:thinking>"),
        ("<seed:think>", "</seed:think>"), ("[THINK]", "[/THINK]"), ("◁think▷", "◁/think▷"), ("<|begin_of_thought|>", "<|end_of_thought|>"),
        ("<|channel|>analysis<|message|>", "<|channel|>final<|message|>"),
    ];

    /// <summary>The tags that thinking stands between, at the beginning of a text.</summary>
    public static IReadOnlyList<(string Open, string Close)> Tags => TagTable;

    /// <summary>Whether a part of a content, or an item of a list, is thinking.</summary>
    public static bool IsThinking(string? type) => type is not null && Types.Contains(type);

    /// <summary>The thinking of a message, in its fields, in parts of its content or between tags; null where there is none.</summary>
    public static string? Of(ref LazyFields fields, IEnumerable<ChatContentPart> parts, string? tagged)
    {
        string? empty = null;
        if (fields.Any)
        {
            OrderedDictionary value = fields.Value;
            foreach (string name in Texts)
            {
                string? text = value[name] is string words ? words : null;
                if (text is { Length: > 0 })
                {
                    return text;
                }

                empty ??= text;
            }

            // A server may send the same piece in two fields, one of them empty: the first that has text counts.
            foreach (string name in empty is null ? Lists : [])
            {
                if (value[name] is IEnumerable items and not string && TextOf(items) is { Length: > 0 } text)
                {
                    return text;
                }
            }
        }

        string inParts = string.Concat(parts.Where(static part => IsThinking(part.Type)).Select(TextOf));
        return inParts.Length > 0 ? inParts : tagged is { Length: > 0 } ? tagged : empty ?? tagged;
    }

    private static string TextOf(ChatContentPart part) =>
        (part.Text ?? string.Empty) + (part.Fields.Any ? TextOf((object)part.AdditionalProperties) : string.Empty);

    private static string TextOf(object? value) => value switch
    {
        string text => text,
        IDictionary fields => Inner.Select(name => fields.Contains(name) ? TextOf(fields[name]) : string.Empty).FirstOrDefault(
            static text => text.Length > 0) ?? string.Empty,
        IEnumerable items => string.Concat(items.Cast<object?>().Select(TextOf)),
        _ => string.Empty,
    };
}
