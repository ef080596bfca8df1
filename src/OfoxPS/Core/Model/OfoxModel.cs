using System.Collections.Specialized;

namespace OfoxPS;

/// <summary>A model of the gateway's catalogue. Any value may be missing: other servers tell no more than the id.</summary>
public sealed class OfoxModel
{
    /// <summary>The id, owner/name: what <c>-Model</c> takes.</summary>
    public string Id { get; set; } = string.Empty;

    /// <summary>The name that people know; null where the server does not say.</summary>
    public string? Name { get; set; }

    /// <summary>What the model is for, in the server's words.</summary>
    public string? Description { get; set; }

    /// <summary>Whose model it is.</summary>
    public string? OwnedBy { get; set; }

    /// <summary>When the model appeared.</summary>
    public DateTimeOffset? Created { get; set; }

    /// <summary>The most tokens that request and answer may have together.</summary>
    public long? ContextLength { get; set; }

    /// <summary>The most tokens that an answer may have.</summary>
    public long? MaximumOutputTokens { get; set; }

    /// <summary>What a request may hold: text, image, audio, file and so on; empty where the server does not say.</summary>
    public string[] InputModalities { get; set; } = [];

    /// <summary>What an answer may hold; empty where the server does not say.</summary>
    public string[] OutputModalities { get; set; } = [];

    /// <summary>The fields of a request that the model takes, by the API's names; empty where the server does not say.</summary>
    public string[] SupportedParameters { get; set; } = [];

    /// <summary>USD for a million input tokens; 0 is free, null is unknown.</summary>
    public decimal? InputPrice { get; set; }

    /// <summary>USD for a million output tokens; 0 is free, null is unknown.</summary>
    public decimal? OutputPrice { get; set; }

    /// <summary>USD for a million input tokens that come from the server's cache; null is unknown.</summary>
    public decimal? CacheReadPrice { get; set; }

    /// <summary>
    /// USD for a million input tokens that are written to the server's cache (for five minutes, where it offers several times); null is
    /// unknown.
    /// </summary>
    public decimal? CacheWritePrice { get; set; }

    /// <summary>USD for each request, beside its tokens; null where there is no such price.</summary>
    public decimal? RequestPrice { get; set; }

    /// <summary>From when on the model is no longer served; null where no date is known.</summary>
    public DateTimeOffset? ExpirationDate { get; set; }

    /// <summary>The server advises against the model.</summary>
    public bool IsDeprecated { get; set; }

    /// <summary>
    /// Fields that this version has no property for, by their wire names; other prices are in <c>pricing</c>, in USD per token.
    /// </summary>
    public OrderedDictionary AdditionalProperties { get; set; } = new();

    /// <summary>USD for a million input tokens that are written to the server's cache for an hour.</summary>
    internal decimal? CacheWriteHourPrice { get; set; }

    /// <summary>USD for each search that the server makes.</summary>
    internal decimal? SearchPrice { get; set; }

    /// <summary>There is a price for each request, but the catalogue does not say which: no cost can be computed.</summary>
    internal bool HasUnknownFee { get; set; }

    /// <summary>Another exact id of the same model; null if there is none.</summary>
    internal string? CanonicalId { get; set; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
