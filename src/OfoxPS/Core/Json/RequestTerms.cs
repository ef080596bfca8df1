using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// The fields of a request that decide how long its answer can be and how much it can cost, read from the body that is sent. A field that
/// cannot be understood is a <see cref="Problem"/> and not its default, because a server may understand it.
/// </summary>
internal sealed class RequestTerms
{
    // Beyond these a product of two would not fit into 64 bits; no server takes as much.
    private const long MaximumAnswers = 1_000_000;
    private const long MaximumTokens = 1_000_000_000_000;

    // Parts whose content is in the body as text. A picture is counted as one.
    private static readonly HashSet<string> Texts =
        ["text", "input_text", "output_text", "refusal", "thinking", "redacted_thinking", "reasoning", "reasoning_content"];
    private static readonly HashSet<string> Pictures = ["image_url", "image", "input_image"];

    // The names of the limit in different APIs. The largest counts, because it is unknown which of them the server reads.
    private static readonly string[] TokenLimits = ["max_tokens", "max_completion_tokens", "max_output_tokens"];
    private static readonly string[] ListsOfModels = ["models", "fallback", "fallbacks"];
    private static readonly string[] BilledApart = ["plugins", "web_search_options", "audio"];
    private static readonly HashSet<string> StandardTiers = ["auto", "default", "standard", "flex"];

    private readonly List<string> _models = [];

    private RequestTerms(JsonElement root)
    {
        ReadModels(root);
        ReadAnswers(root);
        ReadPrices(root);
        foreach (JsonElement message in Each(root, "messages"))
        {
            ReadMessage(message);
        }
    }

    /// <summary>The ids of all models that may answer: the one that is asked, then those that stand in for it.</summary>
    public IReadOnlyList<string> Models => _models;

    /// <summary>How many answers are written and paid.</summary>
    public long Answers { get; private set; } = 1;

    /// <summary>The longest answer in tokens; null where the request sets no limit.</summary>
    public long? LongestAnswer { get; private set; }

    /// <summary>
    /// How many bytes the text has that the model may repeat (field <c>prediction</c>); tokens that it does not repeat are paid as well.
    /// </summary>
    public long PredictedBytes { get; private set; }

    /// <summary>How many pictures there are, sent or named by their address.</summary>
    public int Pictured { get; private set; }

    /// <summary>
    /// How many documents there are. Nobody can tell how many pages they have, but no more than the model's context is paid.
    /// </summary>
    public int Documents { get; private set; }

    /// <summary>What cannot be understood, as a sentence without a full stop; null where all can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads the body of a request.</summary>
    public static RequestTerms Of(RequestBody body)
    {
        using JsonDocument document = JsonDocument.Parse(body.Json, JsonTree.Deep);
        return new RequestTerms(document.RootElement);
    }

    private void ReadModels(JsonElement root)
    {
        AddModel(root, "model");
        JsonElement provider = JsonRead.Field(root, "provider") ?? default;
        foreach (string name in ListsOfModels)
        {
            AddModel(root, name);
            AddModel(provider, name);
        }

        if (_models.Count == 0)
        {
            Problem ??= "The request names no model";
        }
    }

    private void AddModel(JsonElement owner, string name)
    {
        foreach (JsonElement id in Each(owner, name))
        {
            if (id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text)
            {
                _models.Add(text);
            }
            else
            {
                NotUnderstood(name, id);
            }
        }
    }

    private void ReadAnswers(JsonElement root)
    {
        Answers = Math.Max(Integer(root, "n", MaximumAnswers) ?? 1, Integer(root, "best_of", MaximumAnswers) ?? 1);
        foreach (string name in TokenLimits)
        {
            if (Integer(root, name, MaximumTokens) is { } limit && !(limit <= LongestAnswer))
            {
                LongestAnswer = limit;
            }
        }

        // Some gateways raise the limit of an answer that is not above the limit of its thinking, by that limit.
        long thinking = Math.Max(LimitOf(root, "thinking", "budget_tokens"), LimitOf(root, "reasoning", "max_tokens"));
        LongestAnswer += thinking >= LongestAnswer ? thinking : 0;

        PredictedBytes = JsonRead.Field(root, "prediction") is { } prediction ? prediction.GetRawText().Length * 3L : 0;
    }

    private long LimitOf(JsonElement root, string name, string limit) =>
        JsonRead.Field(root, name) is { ValueKind: JsonValueKind.Object } owner ? Integer(owner, limit, MaximumTokens) ?? 0 : 0;

    private void ReadPrices(JsonElement root)
    {
        if (JsonRead.Field(root, "service_tier") is { } tier
            && !(tier.ValueKind == JsonValueKind.String && StandardTiers.Contains(tier.GetString()!)))
        {
            NotUnderstood("service_tier", tier);
        }

        foreach (JsonElement kind in Each(root, "modalities"))
        {
            if (kind.ValueKind != JsonValueKind.String || kind.GetString() != "text")
            {
                NotUnderstood("modalities", kind);
            }
        }

        foreach (string name in BilledApart)
        {
            if (JsonRead.Field(root, name) is { } extra && !(extra.ValueKind == JsonValueKind.Array && extra.GetArrayLength() == 0))
            {
                Problem ??= $"The request has the field {name}, and what is billed for it is not in the catalogue";
            }
        }

        foreach (JsonElement tool in Each(root, "tools"))
        {
            if (JsonRead.Text(tool, "type") is not ("function" or "custom"))
            {
                Problem ??= "The request has a tool that the server runs, and what is billed for it is not in the catalogue";
            }
        }
    }

    private void ReadMessage(JsonElement message)
    {
        if (JsonRead.Field(message, "content") is not { ValueKind: JsonValueKind.Array } parts)
        {
            return;
        }

        foreach (JsonElement part in parts.EnumerateArray())
        {
            string? type = JsonRead.Text(part, "type");
            if (type is not null && Pictures.Contains(type))
            {
                Pictured++;
            }
            else if (type == "file")
            {
                Documents++;
            }
            else if (part.ValueKind != JsonValueKind.String && (type is null || !Texts.Contains(type)))
            {
                Problem ??= $"The request has a part of the type {Short(type ?? "(none)")}, and nobody can tell how many tokens that is";
            }
        }
    }

    private static IEnumerable<JsonElement> Each(JsonElement owner, string name) => JsonRead.Field(owner, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { } one => [one],
    };

    private long? Integer(JsonElement root, string name, long maximum)
    {
        if (JsonRead.Field(root, name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number) && number >= 1 && number <= maximum
            && decimal.Truncate(number) == number)
        {
            return (long)number;
        }

        NotUnderstood(name, value);
        return null;
    }

    private void NotUnderstood(string name, JsonElement value) =>
        Problem ??= $"The field {name} of the request is {Short(value.GetRawText())}, which is not understood here";

    private static string Short(string text) => TerminalText.OneLine(TerminalText.Truncate(text, 40));
}
