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

    private static IEnumerable<JsonDifference> Between(string part, Interaction recorded, MaskedRequest actual)
    {
        if (Is(part, None))
        {
            return [];
        }

        if (Is(part, Body))
        {
            return JsonDifference.Between(recorded.Body, actual.Body);
        }

        if (Is(part, Uri))
        {
            return recorded.Uri == actual.Uri ? [] : [new JsonDifference("uri", Text(recorded.Uri), Text(actual.Uri))];
        }

        return Is(part, Prompt)
            ? Between(PromptOf(recorded.Body), PromptOf(actual.Body), "prompt")
            : Between(Field(recorded.Body, part), Field(actual.Body, part), part.ToLowerInvariant());
    }

    private static IEnumerable<JsonDifference> Between(JsonElement? recorded, JsonElement? actual, string path) =>
        recorded is { } old && actual is { } now ? JsonDifference.Between(old, now, path)
        : recorded is null && actual is null ? []
        : [new JsonDifference(path, recorded, actual)];

    // Compared without case and underscores: ResponseFormat is response_format.
    private static JsonElement? Field(JsonElement body, string name)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (JsonProperty field in body.EnumerateObject())
        {
            if (Is(field.Name.Replace("_", string.Empty), name.Replace("_", string.Empty)))
            {
                return field.Value;
            }
        }

        return null;
    }

    private static JsonElement? PromptOf(JsonElement body)
    {
        JsonElement? last = null;
        if (JsonDifference.Field(body, "messages") is { ValueKind: JsonValueKind.Array } messages)
        {
            foreach (JsonElement message in messages.EnumerateArray())
            {
                last = JsonDifference.Field(message, "role") is { ValueKind: JsonValueKind.String } role && role.GetString() == "user"
                    ? JsonDifference.Field(message, "content")
                    : last;
            }
        }

        return last;
    }

    private static JsonElement Text(string text)
    {
        using JsonDocument document = JsonDocument.Parse(JsonTreeWriter.ToText(text));
        return document.RootElement.Clone();
    }

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
