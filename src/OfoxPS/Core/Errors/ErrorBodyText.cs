using System.Text.Json;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Errors;

/// <summary>
/// What an error says: its sentence, the sentences that it covers ("Provider returned error"), the fields of the request that it names,
/// and the words that say of which kind it is. Vendors put them in different places; all of them are listed here.
/// </summary>
internal sealed class ErrorBodyText
{
    private const int Deepest = 8;
    private const int MaximumReasons = 8;
    private const int LongestReason = 1000;

    // OpenAI, Azure, Anthropic; AWS; FastAPI and pydantic; Baidu; OAuth; Apigee; problem+json (RFC 9457).
    private static readonly string[] Sentences =
        ["message", "Message", "msg", "error_message", "errorMessage", "error_msg", "error_description", "faultstring", "description",
            "title"];

    // OpenRouter (metadata.raw, metadata.reasons); Azure (innererror); Google (details, fieldViolations); FastAPI (detail); Apigee (fault);
    // LiteLLM and the gateways of several vendors (the others).
    private static readonly string[] Covers =
    [
        "error", "metadata", "raw", "reasons", "innererror", "inner_error", "cause", "upstream_error", "original_error", "provider_error",
        "details",
        "fieldViolations", "detail", "errors", "fault", "body",
    ];

    private static readonly string[] Kinds = ["type", "code", "reason", "status"];

    private readonly List<string> _reasons = [];
    private string? _lead;
    private string? _provider;

    /// <summary>
    /// The sentence, and behind it what it covers: "Provider returned error: at most 1 image (Crucible)"; empty if there is none.
    /// </summary>
    public string Text
    {
        get
        {
            string[] covered = [.. _reasons.Where(reason => _lead is null || !Contains(_lead, reason))];
            string text = _lead is null ? string.Join("; ", covered)
                : covered.Length == 0 ? _lead
                : $"{_lead.TrimEnd('.', ':', ' ')}: {string.Join("; ", covered)}";
            return _provider is null || text.Length == 0 || Contains(text, _provider) ? text : $"{text.TrimEnd('.')} ({_provider})";
        }
    }

    /// <summary>Types, codes and reasons of inner objects.</summary>
    public List<string> Words { get; } = [];

    /// <summary>Names of fields of the request.</summary>
    public List<string> Fields { get; } = [];

    /// <summary>The reasons in an error.</summary>
    public static ErrorBodyText Of(JsonElement error)
    {
        ErrorBodyText reasons = new();
        if (error.ValueKind == JsonValueKind.Object)
        {
            reasons.Begin(error);
        }
        else
        {
            reasons.Visit(error);
        }

        return reasons;
    }

    /// <summary>The reasons in an error that is a word or a list, with the fields beside it.</summary>
    public static ErrorBodyText Of(JsonElement word, JsonElement root)
    {
        ErrorBodyText reasons = new();
        if (word.ValueKind == JsonValueKind.String && !IsJson(word.GetString()!))
        {
            reasons._lead = word.GetString()!.Length > 0 ? word.GetString() : null;
        }
        else if (word.ValueKind != JsonValueKind.True)
        {
            reasons.Visit(word);
        }

        if (root.ValueKind == JsonValueKind.Object
            && root.EnumerateObject().Any(static field => Array.IndexOf(Sentences, field.Name) >= 0 || field.Name == "detail"))
        {
            reasons.VisitSentence(root);
            reasons.VisitCovers(root, except: "error");
        }

        return reasons;
    }

    private void Begin(JsonElement error)
    {
        string? sentence = Array.Find(
            Sentences, name => JsonRead.Field(error, name) is { ValueKind: JsonValueKind.String } text && text.GetString()!.Length > 0);
        if (sentence is not null && JsonRead.Text(error, sentence) is { } text && !IsJson(text))
        {
            _lead = text;
        }
        else
        {
            VisitSentence(error);
        }

        if (JsonRead.Field(error, "param") is { ValueKind: JsonValueKind.String } param)
        {
            Fields.Add(param.GetString()!);
        }

        VisitCovers(error);
        if (_lead is null && _reasons.Count == 0 && JsonRead.Field(error, "reason") is { ValueKind: JsonValueKind.String } reason)
        {
            _lead = reason.GetString();
        }
    }

    // The codes in the error of a provider behind the gateway are about the gateway's account, not about the user's.
    private void Visit(JsonElement value, string? place = null, int depth = 0, bool isText = false)
    {
        if (depth > Deepest || _reasons.Count >= MaximumReasons)
        {
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                VisitText(value.GetString()!, place, depth);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Visit(item, place, depth + 1, isText);
                }

                break;
            case JsonValueKind.Object:
                VisitObject(value, place, depth, isText);
                break;
        }
    }

    private void VisitText(string text, string? place, int depth)
    {
        int before = _reasons.Count;
        if (IsJson(text))
        {
            try
            {
                TolerantJson.Read(text, root =>
                {
                    Visit(root, place, depth + 1, isText: true);
                    return true;
                });
            }
            catch (JsonException)
            {
            }
        }

        text = text.Trim();
        if (_reasons.Count > before || text.Length == 0)
        {
            return;
        }

        string words = text[0] == '<' ? Excerpt.Of(text).TrimStart(':', ' ') : TerminalText.Truncate(text, LongestReason);
        string reason = place is null ? words : $"{place}: {words}";
        if (reason.Length > 0 && !_reasons.Exists(known => known == reason || (reason.Length > 10 && Contains(known, reason))))
        {
            _reasons.Add(reason);
        }
    }

    private void VisitObject(JsonElement value, string? place, int depth, bool isText)
    {
        place = Place(value) ?? place;
        if (!isText)
        {
            Words.AddRange(Kinds.Select(name => JsonRead.Text(value, name)).Where(static word => word is { Length: > 0 })!);
        }

        if (JsonRead.Field(value, "provider_name") is { ValueKind: JsonValueKind.String } provider)
        {
            _provider ??= TerminalText.OneLine(provider.GetString()!, 80);
        }

        VisitSentence(value, place, depth, isText);
        VisitCovers(value, place, depth, isText);
    }

    private void VisitSentence(JsonElement value, string? place = null, int depth = 0, bool isText = false)
    {
        foreach (string name in Sentences)
        {
            if (JsonRead.Field(value, name) is { ValueKind: JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array } sentence)
            {
                Visit(sentence, place, depth + 1, isText);
                return;
            }
        }
    }

    private void VisitCovers(JsonElement value, string? place = null, int depth = 0, bool isText = false, string? except = null)
    {
        foreach (string name in Covers)
        {
            if (name == except || JsonRead.Field(value, name) is not { } cover)
            {
                continue;
            }

            int before = _reasons.Count;
            Visit(cover, place, depth + 1, isText);
            if (name is "errors" && _reasons.Count == before && cover.ValueKind == JsonValueKind.Object)
            {
                // Django, Rails and ASP.NET: the name of each field with its reasons.
                foreach (JsonProperty field in cover.EnumerateObject())
                {
                    Fields.Add(field.Name);
                    Visit(field.Value, field.Name, depth + 1, isText);
                }
            }
        }
    }

    // FastAPI's loc is ["body", "temperature"]; Google's field "generation_config.response_schema".
    private string? Place(JsonElement value)
    {
        if (JsonRead.Field(value, "loc") is { ValueKind: JsonValueKind.Array } loc)
        {
            string[] steps = [.. loc.EnumerateArray().Select(
                static step => step.ValueKind == JsonValueKind.String ? step.GetString()! : step.GetRawText())];
            Fields.AddRange(steps.Where(static step => step != "body"));
            return steps.Length == 0 ? null : string.Join(".", steps);
        }

        if (JsonRead.Field(value, "field") is { ValueKind: JsonValueKind.String } field)
        {
            Fields.Add(field.GetString()!);
            return field.GetString();
        }

        return null;
    }

    private static bool IsJson(string text) => text.TrimStart() is { Length: > 1 } start && (start[0] is '{' or '[');

    private static bool Contains(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
