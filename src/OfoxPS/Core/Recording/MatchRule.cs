using System.Text.Json;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Recording;

/// <summary>What must be the same for a recording to be of a request.</summary>
internal sealed class MatchRule
{
    public const string Body = "Body";
    public const string Uri = "Uri";
    public const string Prompt = "Prompt";
    public const string None = "None";

    // Fields of the API that can be named in -MatchOn although no recording has them.
    private static readonly HashSet<string> FieldsOfApi = new(
        [
            "audio", "frequencypenalty", "logitbias", "logprobs", "maxcompletiontokens", "maxtokens", "messages", "metadata", "minp",
            "modalities", "model", "models", "n", "paralleltoolcalls", "plugins", "prediction", "presencepenalty", "promptcachekey",
            "provider", "reasoning", "reasoningeffort", "repetitionpenalty", "responseformat", "route", "safetyidentifier", "seed",
            "servicetier", "stop", "store", "stream", "streamoptions", "temperature", "thinking", "toolchoice", "tools", "topa", "topk",
            "toplogprobs", "topp", "transforms", "usage", "user", "verbosity", "websearchoptions",
        ],
        StringComparer.OrdinalIgnoreCase);

    private readonly IReadOnlyList<string> _parts;

    public MatchRule(IReadOnlyList<string>? parts = null) => _parts = parts is { Count: > 0 } ? parts : [Body];

    /// <summary>The whole body, and nothing else.</summary>
    public static MatchRule ExactBody { get; } = new();

    /// <summary>A word that names nothing that could be compared, such as one that is misspelt; null where there is none.</summary>
    /// <param name="bodies">The bodies of the request and of the recordings.</param>
    public string? Unknown(IEnumerable<JsonElement> bodies) => _parts.FirstOrDefault(part =>
        !Is(part, None) && !Is(part, Body) && !Is(part, Uri) && !Is(part, Prompt) && !FieldsOfApi.Contains(part.Replace("_", string.Empty))
        && !bodies.Any(body => Field(body, part) is not null));

    public bool IsMatch(Interaction recorded, MaskedRequest actual) => !Differences(recorded, actual).Any();

    public IEnumerable<JsonDifference> Differences(Interaction recorded, MaskedRequest actual) =>
        recorded.Method == actual.Method
            ? _parts.SelectMany(part => Between(part, recorded, actual))
            : [new JsonDifference("method", Text(recorded.Method), Text(actual.Method))];

    private static IEnumerable<JsonDifference> Between(string part, Interaction recorded, MaskedRequest actual) =>
        Is(part, None) ? []
        : Is(part, Body) ? JsonDifference.Between(recorded.Body, actual.Body)
        : Is(part, Uri) ? recorded.Uri == actual.Uri ? [] : [new JsonDifference("uri", Text(recorded.Uri), Text(actual.Uri))]
        : Is(part, Prompt) ? JsonDifference.Between(PromptOf(recorded.Body), PromptOf(actual.Body), "prompt")
        : JsonDifference.Between(Field(recorded.Body, part), Field(actual.Body, part), part.ToLowerInvariant());

    // Compared without case and underscores: ResponseFormat is response_format.
    private static JsonElement? Field(JsonElement body, string name) => body.ValueKind != JsonValueKind.Object ? null
        : body.EnumerateObject().Where(field => Is(field.Name.Replace("_", string.Empty), name.Replace("_", string.Empty)))
            .Select(static field => (JsonElement?)field.Value).FirstOrDefault();

    // The content of the user's last message.
    private static JsonElement? PromptOf(JsonElement body) =>
        JsonDifference.Field(body, "messages") is not { ValueKind: JsonValueKind.Array } messages ? null
        : messages.EnumerateArray().Where(static message => JsonRead.Text(message, "role") == "user")
            .Select(static message => JsonDifference.Field(message, "content")).LastOrDefault();

    private static JsonElement Text(string text)
    {
        using JsonDocument document = JsonDocument.Parse(JsonTreeWriter.ToText(text));
        return document.RootElement.Clone();
    }

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
