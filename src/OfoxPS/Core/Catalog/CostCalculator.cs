using System.Collections;
using System.Globalization;

namespace OfoxPS.Core.Catalog;

/// <summary>What a request costs: what the server says, else the price list times the tokens, else nobody knows.</summary>
internal static class CostCalculator
{
    /// <summary>The highest cost that is believed, in USD: a higher one is a mistake, and sums of it would not fit.</summary>
    public const decimal Highest = 1_000_000_000_000;

    private const decimal Million = 1_000_000;

    /// <param name="usage">What was used; null where the server did not say.</param>
    /// <param name="servedModel">The id of the model that answered: its price counts.</param>
    /// <param name="requested">The id that was asked for.</param>
    /// <param name="prices">The price list; null where there is none.</param>
    public static CallCost Of(Usage? usage, string? servedModel, string? requested, PriceList? prices)
    {
        if (usage is null)
        {
            return CallCost.Unknown;
        }

        if (Reported(usage) is { } reported)
        {
            return new CallCost(reported, CostSource.Reported, null);
        }

        // No request has 0 tokens: some servers write zeros where they do not count, and scripted answers do.
        OfoxModel? model = servedModel is null || usage.IsNothing ? null : prices?.Find(servedModel, requested);
        return model is not null && TokenClasses.Of(usage) is { } tokens && Compute(tokens, model) is { } amount
            ? new CallCost(amount, CostSource.Computed, prices!.Date)
            : CallCost.Unknown;
    }

    /// <summary>The cost of tokens in USD; null where a price that is needed is unknown.</summary>
    public static decimal? Compute(TokenClasses tokens, OfoxModel model)
    {
        try
        {
            // An unknown price of cached tokens is that of the input: a discount is not guessed.
            decimal? sum = Part(tokens.Input, model.InputPrice)
                + Part(tokens.CacheRead, model.CacheReadPrice ?? model.InputPrice)
                + Part(tokens.CacheWrite, model.CacheWritePrice ?? model.InputPrice)
                + Part(tokens.CacheWriteHour, model.CacheWriteHourPrice ?? model.CacheWritePrice ?? model.InputPrice)
                + Part(tokens.Output, model.OutputPrice);
            decimal? fees = model.HasUnknownFee ? null : (model.RequestPrice ?? 0) + (tokens.Searches * (model.SearchPrice ?? 0));
            return sum / Million + fees is { } cost && cost < Highest ? Price.Plain(cost) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>What a prompt cache did for a request.</summary>
    /// <param name="usage">What was used; null where the server did not say.</param>
    /// <param name="servedModel">The id of the model that answered.</param>
    /// <param name="requested">The id that was asked for.</param>
    /// <param name="prices">The price list; null where there is none.</param>
    public static CacheUse CacheUseOf(Usage? usage, string servedModel, string requested, PriceList? prices)
    {
        if (usage is null || TokenClasses.Of(usage) is not { } tokens)
        {
            return default;
        }

        // What the same tokens would have cost without a cache.
        TokenClasses uncached = tokens with
        {
            Input = tokens.Input + tokens.CacheRead + tokens.CacheWrite + tokens.CacheWriteHour,
            CacheRead = 0,
            CacheWrite = 0,
            CacheWriteHour = 0
        };
        OfoxModel? model = prices?.Find(servedModel, requested);
        return new CacheUse(tokens.CacheRead, model is null ? null : Compute(uncached, model) - Compute(tokens, model));
    }

    /// <summary>What the server says that the request cost, in USD; null where it does not say, or nothing that can be meant.</summary>
    public static decimal? Reported(Usage usage)
    {
        object? reported = usage.Fields["cost"];
        decimal? cost = Reported(reported is IDictionary parts ? parts["total_cost"] : reported);

        // With a provider's own key, OpenRouter's cost is its fee, and cost_details.upstream_inference_cost is the provider's price.
        decimal? upstream = usage.Fields["cost_details"] is IDictionary details ? Reported(details["upstream_inference_cost"]) : null;
        return upstream > 0 && (usage.Fields["is_byok"] is true || cost is null or 0) ? (cost ?? 0) + upstream : cost;
    }

    /// <summary>An amount in USD as JSON holds it; null for what cannot be one.</summary>
    public static decimal? Amount(object? number) => number switch
    {
        long tokens and >= 0 and < (long)Highest => tokens,
        decimal exact and >= 0 and < Highest => exact,
        double real and >= 0 and < 1e12 => Parse(real.ToString("R", CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static decimal? Reported(object? reported) => reported is string text ? Parse(text) : Amount(reported);

    private static decimal? Part(long tokens, decimal? price) => tokens == 0 ? 0 : tokens * price;

    private static decimal? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number is >= 0 and < Highest
            ? number : null;
}
