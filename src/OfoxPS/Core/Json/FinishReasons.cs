namespace OfoxPS.Core.Json;

/// <summary>
/// The meaning of the finish reasons of servers. They are an open set: OpenAI has five, and gateways pass on those of the model's own API.
/// Compared without case and punctuation, so that MAX_TOKENS, max_tokens and maxTokens are equal.
/// </summary>
internal static class FinishReasons
{
    private static readonly HashSet<string> Cut = Words(
        "length", // OpenAI
        "max_tokens", "model_context_window_exceeded", // Anthropic, Bedrock; Google writes MAX_TOKENS
        "model_length", // Mistral
        "max_output_tokens", "incomplete", // OpenAI's Responses
        "error_limit", // Cohere
        "max_length", "max_new_tokens", "token_limit", "truncated", "context_length_exceeded"); // gateways of several vendors

    private static readonly HashSet<string> Refused = Words(
        "content_filter", // OpenAI, Azure
        "content_filtered", "guardrail_intervened", // Bedrock
        "refusal", // Anthropic
        "safety", "recitation", "blocklist", "prohibited_content", "spii", "image_safety", "language", // Google
        "error_toxic", // Cohere
        "sensitive", // Zhipu
        "moderation", "content_moderation", "blocked");

    private static readonly HashSet<string> Good = Words(
        "stop", // OpenAI; Google writes STOP
        "end_turn", "stop_sequence", // Anthropic, Bedrock
        "eos", "eos_token", // Together, Text Generation Inference
        "complete", // Cohere
        "completed", // OpenAI's Responses
        "stop_token", "stop_string", "end", "end_of_text", "end_of_sequence", "finish", "finished", "done", "success", "normal");

    private static readonly HashSet<string> Calls = Words(
        "tool_calls", "function_call", // OpenAI
        "tool_use", // Anthropic, Bedrock
        "tool_call"); // Cohere

    private static readonly HashSet<string> Failed = Words(
        "error", // OpenRouter
        "insufficient_system_resource", // DeepSeek
        "network_error", // Zhipu
        "abort", "aborted", // vLLM, SGLang
        "malformed_function_call", "unexpected_tool_call"); // Google

    /// <summary>The answer reached a limit of tokens, and is not whole.</summary>
    public static bool IsCut(string? reason) => Is(Cut, reason);

    /// <summary>A filter or the model itself ended it.</summary>
    public static bool IsRefused(string? reason) => Is(Refused, reason);

    /// <summary>The model calls tools.</summary>
    public static bool IsCall(string? reason) => Is(Calls, reason);

    /// <summary>It is a word whose meaning is not known, so that the answer may not be whole.</summary>
    public static bool IsUnknown(string? reason) => reason is { Length: > 0 } && reason != "stop"
        && !Is(Good, reason) && !Is(Calls, reason) && !Is(Cut, reason) && !Is(Refused, reason) && !Is(Failed, reason);

    /// <summary>The provider failed while it answered.</summary>
    public static bool IsFailed(string? reason) => Is(Failed, reason);

    private static bool Is(HashSet<string> words, string? reason) => reason is not (null or "stop") && words.Contains(Plain(reason));

    private static HashSet<string> Words(params string[] words) => new(words.Select(Plain), StringComparer.Ordinal);

    private static string Plain(string word) => string.Concat(word.Where(char.IsLetter)).ToLowerInvariant();
}
