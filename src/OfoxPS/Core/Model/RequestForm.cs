namespace OfoxPS;

/// <summary>
/// Which of the fields that the module adds by itself a model's server accepts, and under which names. Each refusal by the server changes
/// one of them; the others, and everything that the user has asked for, stay as they are.
/// </summary>
internal sealed record RequestForm
{
    /// <summary>All fields, as OpenAI documents them.</summary>
    public static readonly RequestForm Default = new();

    /// <summary>Whether a stream is asked for its usage (<c>stream_options</c>). Without it the usage is unknown.</summary>
    public bool StreamOptions { get; init; } = true;

    /// <summary>Whether <c>max_tokens</c> is sent as <c>max_completion_tokens</c>, as OpenAI's reasoning models want it.</summary>
    public bool MaxCompletionTokens { get; init; }

    /// <summary>Whether reasoning and signatures go back at all.</summary>
    public bool Reasoning { get; init; } = true;

    /// <summary>Pictures and sound of earlier answers go back to the model that made them.</summary>
    public bool Media { get; init; } = true;

    /// <summary>Whether the provider is told what its prompt cache shall keep (<c>cache_control</c>, <c>prompt_cache_key</c>).</summary>
    public bool CacheMarks { get; init; } = true;

    /// <summary>How instructions are sent.</summary>
    public SystemRole System { get; init; }

    /// <summary>How the model is told of the form of its answer.</summary>
    public SchemaMode Schema { get; init; }
}
