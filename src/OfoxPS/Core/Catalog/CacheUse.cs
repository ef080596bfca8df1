namespace OfoxPS.Core.Catalog;

/// <summary>What a provider's prompt cache did for a request.</summary>
/// <param name="Tokens">How many tokens of the input came from it.</param>
/// <param name="Saved">
/// What the request would have cost without it, less what it cost, in USD by the price list: below 0 where writing to the cache cost more
/// than reading from it saved. Null where a price is unknown.
/// </param>
internal readonly record struct CacheUse(long Tokens, decimal? Saved);
