
namespace OfoxPS.Gateway.Models;

/// <summary>What a test asks of the gateway after the question mark of a model id; <see cref="OptionParser"/> has the names.</summary>
internal sealed record ModelOptions
{
    public static ModelOptions None { get; } = new();

    /// <summary>The answer is this many words, one a chunk.</summary>
    public int? Chunks { get; init; }

    /// <summary>Milliseconds before each chunk of content.</summary>
    public int Pace { get; init; }

    /// <summary>The stream waits for a release after this many data events.</summary>
    public int? Hold { get; init; }

    public UsageMode Usage { get; init; }

    /// <summary>So many tokens of the prompt come from a cache.</summary>
    public int Cached { get; init; }

    /// <summary>So many tokens of the prompt are written to a cache.</summary>
    public int Written { get; init; }

    /// <summary>The provider has a prompt cache: the usage counts what is read from it and written to it.</summary>
    public bool Caches { get; init; }

    /// <summary>Tokens of reasoning are told beside those of the answer, and only the total holds both.</summary>
    public bool Apart { get; init; }

    /// <summary>What the usage says of the cost, in USD; null says nothing.</summary>
    public string? Cost { get; init; }

    /// <summary>Content that is not streamed is an array of text parts.</summary>
    public bool ContentParts { get; init; }

    /// <summary>The finish reason; the word null means null.</summary>
    public string? Finish { get; init; }

    /// <summary>Characters of a text in one chunk; null is a word a chunk, and for JSON a few characters.</summary>
    public int? Cut { get; init; }

    /// <summary>Cuts between the two halves of a character too.</summary>
    public bool Halves { get; init; }

    /// <summary>Drops response_format without a word, as some gateways do.</summary>
    public bool DropFormat { get; init; }

    /// <summary>Counts chunks in the field index of choices.</summary>
    public bool CountsChunks { get; init; }

    /// <summary>Comments before the first event.</summary>
    public int Comments { get; init; }

    /// <summary>Characters of a tool's arguments in one chunk.</summary>
    public int ToolChunks { get; init; } = 5;

    /// <summary>Calls tools again whatever they answered.</summary>
    public bool Endless { get; init; }

    /// <summary>Milliseconds before the headers.</summary>
    public int Delay { get; init; }

    public bool Gzip { get; init; }

    /// <summary>The response formats that the model takes, with + between them; null takes all.</summary>
    public string? Formats { get; init; }

    /// <summary>Fields of the request that the model refuses, with + between them; null refuses none.</summary>
    public string? Refuses { get; init; }

    public string? Reasoning { get; init; }

    public bool Refuse { get; init; }

    /// <summary>The answer has so many pictures; null is none.</summary>
    public int? Images { get; init; }

    /// <summary>The size of each in bytes; 0 is a picture without bytes.</summary>
    public int ImageSize { get; init; } = 33;

    /// <summary>The answer is sound, and what is said in it.</summary>
    public bool Sound { get; init; }

    /// <summary>The answer names its sources, in each of the ways that servers have.</summary>
    public bool Cites { get; init; }

    /// <summary>The answer calls a custom tool of this name.</summary>
    public string? Custom { get; init; }

    /// <summary>Fields nobody documented, at every level.</summary>
    public bool Unknown { get; init; }

    /// <summary>A fault happens only the first so many times.</summary>
    public int? Times { get; init; }

    /// <summary>Data events before a fault of a stream.</summary>
    public int After { get; init; } = 3;

    public string? RetryAfter { get; init; }

    public string? RetryAfterMs { get; init; }

    /// <summary>Requests that are answered in one window; those beyond are refused.</summary>
    public int? Limit { get; init; }

    /// <summary>Tokens that are answered in one window.</summary>
    public int? Tokens { get; init; }

    /// <summary>The limits are kept to and not told of.</summary>
    public bool Secret { get; init; }

    /// <summary>Milliseconds of a window.</summary>
    public int Window { get; init; } = 1000;

    /// <summary>x-should-retry of an error.</summary>
    public string? ShouldRetry { get; init; }

    /// <summary>x-ratelimit-remaining-requests.</summary>
    public string? Remaining { get; init; }

    /// <summary>x-ratelimit-reset-requests.</summary>
    public string? Reset { get; init; }
}
