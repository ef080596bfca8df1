using OfoxPS.Core.Json;

namespace OfoxPS.Core.Catalog;

/// <summary>What a request may cost, before it is sent: nobody but the server knows the number of its tokens.</summary>
/// <param name="InputTokens">About how many tokens the request has.</param>
/// <param name="InputCost">About what the input costs in USD; null where its price is unknown.</param>
/// <param name="Maximum">
/// The most that one attempt can cost in USD, by the prices of the model and of every fallback; null where that is unknown.
/// </param>
/// <param name="Problem">
/// Why <see cref="Maximum"/> is unknown, as a sentence without a full stop; null where it is known.
/// </param>
internal sealed record CostEstimate(long InputTokens, decimal? InputCost, decimal? Maximum, string? Problem)
{
    // English text has about four bytes to a token. No encoding has less than one byte to a token.
    private const int BytesPerToken = 4;

    // Models count an image or a page as some hundred to some thousand tokens.
    private const int TokensOfImage = 1_000;
    private const int MaximumTokensOfImage = 8_000;

    /// <param name="body">The request, as it is sent.</param>
    /// <param name="prices">The price list; null where there is none.</param>
    public static CostEstimate Of(RequestBody body, PriceList? prices)
    {
        RequestTerms terms = RequestTerms.Of(body);
        long about = ((body.TextLength + BytesPerToken - 1) / BytesPerToken) + ((long)TokensOfImage * (terms.Pictured + terms.Documents));
        decimal? inputCost = terms.Models.Count > 0 && prices?.Find(terms.Models[0])?.InputPrice is { } price
            ? Price.Plain(about * price / 1_000_000) : null;
        if (terms.Problem is not null)
        {
            return new CostEstimate(about, inputCost, null, terms.Problem);
        }

        decimal? maximum = 0;
        foreach (string id in terms.Models)
        {
            (decimal? most, string? problem) = MaximumOf(id, terms, body.TextLength, prices);
            if (problem is not null)
            {
                return new CostEstimate(about, inputCost, null, problem);
            }

            maximum = Math.Max(maximum.Value, most!.Value);
        }

        return new CostEstimate(about, inputCost, maximum, null);
    }

    private static (decimal? Maximum, string? Problem) MaximumOf(string id, RequestTerms terms, long textLength, PriceList? prices)
    {
        if (prices?.Find(id) is not { } model)
        {
            return (null, $"The price of '{id}' is unknown: the catalogue of the server does not have it");
        }

        if (terms.Documents > 0 && model.ContextLength is null)
        {
            return (null, $"The request has a document, and the catalogue does not tell how many tokens '{id}' takes at most");
        }

        long window = model.ContextLength ?? long.MaxValue;
        long input = terms.Documents > 0 ? window : Math.Min(window, textLength + ((long)MaximumTokensOfImage * terms.Pictured));
        if ((terms.LongestAnswer ?? model.MaximumOutputTokens ?? model.ContextLength) is not { } output)
        {
            return (null, $"The catalogue does not tell how long an answer of '{id}' can be: say it with -MaxTokens");
        }

        // It is unknown how many input tokens are read from a cache or written to one, so the highest price counts for all.
        decimal? dearest = new[] { model.InputPrice, model.CacheReadPrice, model.CacheWritePrice, model.CacheWriteHourPrice }.Max();
        decimal? cost = model.InputPrice is null ? null
            : CostCalculator.Compute(
                new TokenClasses(input, 0, 0, 0, (output + terms.PredictedBytes) * terms.Answers, 0, true), new OfoxModel
                {
                    InputPrice = dearest,
                    OutputPrice = model.OutputPrice,
                    RequestPrice = model.RequestPrice,
                    HasUnknownFee = model.HasUnknownFee,
                });
        return cost is null ? (null, $"The price of '{id}' is unknown: the catalogue of the server does not tell it") : (cost, null);
    }
}
