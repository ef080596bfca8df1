using System.Collections.Specialized;
using System.Globalization;
using System.Text.Json;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Catalog;

/// <summary>Reads a list of models as tolerantly as servers need it: all that an entry must have is its id.</summary>
internal static class ModelReader
{
    // Two numbers that stand for "no limit" or "unknown" in some catalogues.
    private const long Unlimited = int.MaxValue;

    private static readonly KnownFields Fields = new(
        "id", "object", "name", "description", "owned_by", "created", "context_length", "architecture", "pricing", "top_provider",
        "supported_parameters", "expiration_date", "is_deprecated", "canonical_slug");

    private static readonly KnownFields Prices = new("prompt", "completion", "input_cache_read", "request");

    /// <summary>The models of an answer; null where it holds no list.</summary>
    public static IReadOnlyList<OfoxModel>? Read(JsonElement root)
    {
        JsonElement? list = root.ValueKind == JsonValueKind.Array ? root : JsonRead.Field(root, "data") ?? JsonRead.Field(root, "models");
        if (list is not { ValueKind: JsonValueKind.Array } entries)
        {
            return null;
        }

        List<OfoxModel> models = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (JsonElement entry in entries.EnumerateArray())
        {
            if (JsonRead.Text(entry, "id")?.Trim() is { Length: > 0 } id && ids.Add(id))
            {
                models.Add(Model(id, entry));
            }
        }

        return models;
    }

    private static OfoxModel Model(string id, JsonElement entry)
    {
        JsonElement kinds = Object(entry, "architecture");
        JsonElement prices = Object(entry, "pricing");
        JsonElement top = Object(entry, "top_provider");
        return new OfoxModel
        {
            Id = id,
            Name = JsonRead.Text(entry, "name"),
            Description = JsonRead.Text(entry, "description"),
            OwnedBy = JsonRead.Text(entry, "owned_by"),
            Created = JsonRead.UnixTime(entry, "created"),
            ContextLength = ContextOf(entry, top),
            MaximumOutputTokens = Count(top, "max_completion_tokens"),
            InputModalities = Texts(kinds, "input_modalities"),
            OutputModalities = Texts(kinds, "output_modalities"),
            SupportedParameters = Texts(entry, "supported_parameters"),
            InputPrice = Price.PerMillion(prices, "prompt"),
            OutputPrice = Price.PerMillion(prices, "completion"),
            CacheReadPrice = Price.PerMillion(prices, "input_cache_read"),
            CacheWritePrice = Price.PerMillion(prices, "input_cache_write_5m") ?? Price.PerMillion(prices, "input_cache_write"),
            CacheWriteHourPrice = Price.PerMillion(prices, "input_cache_write_1h"),
            RequestPrice = Price.PerRequest(prices, "request"),
            SearchPrice = Price.PerRequest(prices, "web_search"),
            HasUnknownFee = JsonRead.Field(prices, "request") is not null && Price.PerRequest(prices, "request") is null,
            ExpirationDate = Date(entry, "expiration_date"),
            IsDeprecated = JsonRead.Field(entry, "is_deprecated") is { ValueKind: JsonValueKind.True },
            CanonicalId = JsonRead.Text(entry, "canonical_slug"),
            AdditionalProperties = Rest(entry, prices),
        };
    }

    // OpenRouter, Together and most gateways; llama.cpp's server (what it runs with); vLLM; Groq; Mistral; LM Studio (loaded, then at
    // most).
    private static long? ContextOf(JsonElement entry, JsonElement top) =>
        Count(entry, "context_length") ?? Count(top, "context_length") ?? Count(Object(entry, "meta"), "n_ctx")
            ?? Count(entry, "max_model_len")
        ?? Count(entry, "context_window") ?? Count(entry, "loaded_context_length") ?? Count(entry, "max_context_length");

    private static OrderedDictionary Rest(JsonElement entry, JsonElement prices)
    {
        OrderedDictionary rest = Fields.Rest(entry) ?? new();
        if (prices.ValueKind == JsonValueKind.Object && Prices.Rest(prices) is { Count: > 0 } others)
        {
            rest["pricing"] = others;
        }

        return rest;
    }

    private static JsonElement Object(JsonElement entry, string name) =>
        JsonRead.Field(entry, name) is { ValueKind: JsonValueKind.Object } found ? found : default;

    private static long? Count(JsonElement element, string name) =>
        JsonRead.Integer(element, name) is long count and > 0 and < Unlimited ? count : null;

    private static string[] Texts(JsonElement element, string name) =>
        JsonRead.Field(element, name) is { ValueKind: JsonValueKind.Array } items
        ? [.. items.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)]
        : [];

    // A date, or seconds since 1970.
    private static DateTimeOffset? Date(JsonElement entry, string name) => JsonRead.UnixTime(entry, name)
        ?? (JsonRead.Field(entry, name) is { ValueKind: JsonValueKind.String } text
            && DateTimeOffset.TryParse(
                text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date : null);
}
