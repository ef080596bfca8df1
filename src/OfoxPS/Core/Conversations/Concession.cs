using System.Text.RegularExpressions;

namespace OfoxPS.Core.Conversations;

/// <summary>One field that the module adds by itself, how servers refuse it, and what is sent instead.</summary>
/// <param name="Name">What is refused, for whoever is told.</param>
/// <param name="Applies">Whether a request has it.</param>
/// <param name="IsRefused">Whether a failure is about it.</param>
/// <param name="Change">The form without it.</param>
internal sealed record Concession(
    string Name, Func<ChatRequest, bool> Applies, Func<ChatRequest, OfoxException, bool> IsRefused, Func<ChatRequest, OfoxException,
        RequestForm> Change)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // OpenAI; pydantic (vLLM, LiteLLM, Mistral); Groq; Google; serde (DeepSeek).
    private static readonly Regex Refusal = new(
        @"\bunsupported\b|\bnot supported\b|\b(does not|doesn't|do not) support\b|\bextra (inputs|fields)\b|\bnot permitted\b"
        + @"|\bnot allowed\b|\bunrecognized\b"
        + @"|\bunexpected\b|\bunknown (name|field|parameter|argument|variant)\b|\bcannot find field\b"
        + @"|\binvalid (field|parameter|argument)\b|\bremove\b",
        Options);

    // OpenAI's first reasoning models; Google's Gemma; the templates of Gemma and Mistral; servers that know no developer.
    private static readonly Regex Role = new(
        @"\bsystem (role|message|prompt|instruction)s?\b.{0,60}\bnot (supported|enabled|allowed)"
        + @"|\bdeveloper instruction is not enabled\b|\broles? must alternate\b"
        + @"|\bonly user(, | and )assistant\b"
        + @"|\broles?\b.{0,60}\b(does not support|unsupported|invalid|unknown|not one of|must be one of)\b.{0,60}\b(system|developer)\b"
        + @"|\b(system|developer)\b.{0,40}\b(is not (one of|a valid|supported)|role is not supported)|\bunknown variant .?developer\b",
        Options);

    private static readonly string[] ReasoningFields =
        ["reasoning_content", "reasoning_details", "reasoning", "thinking_blocks", "thinking", "extra_content"];

    /// <summary>All of them.</summary>
    public static Concession[] All { get; } =
    [
        new(
            "stream_options",
            static request => request is { Stream: true, Form.StreamOptions: true } && request.Extra?.Contains("stream_options") != true,
            static (_, failure) => Names(failure, "stream_options") || Names(failure, "include_usage"),
            static (request, _) => request.Form with { StreamOptions = false }),
        new(
            "max_tokens",
            static request => request is { MaxTokens: not null, Form.MaxCompletionTokens: false },
            static (_, failure) =>
                Names(failure, "max_tokens") && (Names(failure, "max_completion_tokens") || Refusal.IsMatch(failure.Message)),
            static (request, _) => request.Form with { MaxCompletionTokens = true }),
        new(
            "the role of the instructions",
            static request =>
                request.Form.System != SystemRole.User && request.Messages.Any(static message => message.Role is "system" or "developer"),
            static (_, failure) => Role.IsMatch(failure.Message),
            static (request, failure) => request.Form with { System = Next(request, failure) }),
        new(
            "the reasoning of earlier answers",
            static request => request.Form.Reasoning
                && request.Messages.Any(static message => message.Received && (message.ToolCalls.Length > 0 || message.Fields.Any)),
            static (_, failure) => Refusal.IsMatch(failure.Message) && ReasoningFields.Any(name => Names(failure, name)),
            static (request, _) => request.Form with { Reasoning = false }),
        new(
            "the pictures and the sound of earlier answers",
            static request => request.Form.Media && request.Messages.Any(
                static message => message.Received && (message.Fields["images"] ?? message.Fields["audio"]) is not null),
            static (_, failure) => Refusal.IsMatch(failure.Message) && (Names(failure, "images") || Names(failure, "audio")),
            static (request, _) => request.Form with { Media = false }),
        new(
            "the marks for the prompt cache",
            static request => request is { Shared.Mark: not CacheMark.None, Form.CacheMarks: true },
            static (_, failure) => Names(failure, "cache_control") || Names(failure, "prompt_cache_key"),
            static (request, _) => request.Form with { CacheMarks = false }),
    ];

    private static bool Names(OfoxException failure, string field) =>
        failure.Fields.Any(name => name.IndexOf(field, StringComparison.OrdinalIgnoreCase) >= 0)
        || Regex.IsMatch(failure.Message, $"(?<![A-Za-z0-9_]){field}(?![A-Za-z0-9_])", Options);

    // The first time the role that the server names instead; then the user's message, which every model reads.
    private static SystemRole Next(ChatRequest request, OfoxException failure)
    {
        bool hasDeveloper = request.Messages.Any(static message => message.Role == "developer");
        bool namesDeveloper = failure.Message.IndexOf("developer", StringComparison.OrdinalIgnoreCase) >= 0
            && failure.Message.IndexOf("not enabled", StringComparison.OrdinalIgnoreCase) < 0;
        return request.Form.System != SystemRole.Own || !namesDeveloper ? SystemRole.User : hasDeveloper ? SystemRole.System
            : SystemRole.Developer;
    }
}
