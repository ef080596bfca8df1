using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Catalog;

/// <summary>What a request may cost, before it is sent: nobody but the server knows the number of its tokens.</summary>
internal sealed class CostEstimate
{
    // English text has about four bytes to a token. No encoding has less than one byte to a token.
    private const int UsualBytes = 4;

    // Models count an image as some hundred to some thousand tokens.
    private const int TokensOfImage = 1_000;
    private const int MostTokensOfImage = 8_000;

    private CostEstimate(long inputTokens, decimal? inputCost, decimal? maximum, string? problem) =>
        (InputTokens, InputCost, Maximum, Problem) = (inputTokens, inputCost, maximum, problem);

    /// <summary>About how many tokens the request has.</summary>
    public long InputTokens { get; }

    /// <summary>About what the input costs in USD; null where its price is unknown.</summary>
    public decimal? InputCost { get; }

    /// <summary>The most that one attempt can cost in USD, by the prices of the model and of every fallback; null where that is unknown.</summary>
    public decimal? Maximum { get; }

    /// <summary>Why <see cref="Maximum"/> is unknown, as a sentence without a full stop; null where it is known.</summary>
    public string? Problem { get; }

    /// <param name="request">The request.</param>
    /// <param name="body">The same, as it is sent.</param>
    /// <param name="prices">The price list; null where there is none.</param>
    public static CostEstimate Of(ChatRequest request, RequestBody body, PriceList? prices)
    {
        long about = ((body.TextLength + UsualBytes - 1) / UsualBytes) + ((long)TokensOfImage * body.ImageCount);
        decimal? inputCost = prices?.Find(request.Model)?.InputPrice is { } price ? Price.Plain(about * price / 1_000_000) : null;
        decimal? maximum = 0;
        foreach (string id in Models(request))
        {
            (decimal? most, string? problem) = MostOf(id, request, body, prices);
            if (problem is not null)
            {
                return new CostEstimate(about, inputCost, null, problem);
            }

            maximum = Math.Max(maximum.Value, most!.Value);
        }

        return new CostEstimate(about, inputCost, maximum, null);
    }

    private static (decimal? Most, string? Problem) MostOf(string id, ChatRequest request, RequestBody body, PriceList? prices)
    {
        if (prices?.Find(id) is not { } model)
        {
            return (null, $"The price of '{id}' is unknown: the catalogue of the server does not have it");
        }

        long window = model.ContextLength ?? long.MaxValue;
        long input = Math.Min(window, body.TextLength + ((long)MostTokensOfImage * body.ImageCount));
        if (Limit(request) is not { } output)
        {
            if ((model.MaximumOutputTokens ?? model.ContextLength) is not { } longest)
            {
                return (null, $"The catalogue does not tell how long an answer of '{id}' can be: say it with -MaxTokens");
            }

            output = longest;
        }

        // What of the input comes from a cache, or is written to one, is not known: the dearest counts.
        decimal? dearest = new[] { model.InputPrice, model.CacheReadPrice, model.CacheWritePrice, model.CacheWriteHourPrice }.Max();
        decimal? cost = model.InputPrice is null ? null
            : CostCalculator.Compute(new TokenClasses(input, 0, 0, 0, checked(output * Answers(request)), 0, true), new OfoxModel
            {
                InputPrice = dearest,
                OutputPrice = model.OutputPrice,
                RequestPrice = model.RequestPrice,
                HasUnknownFee = model.HasUnknownFee,
            });
        return cost is null ? (null, $"The price of '{id}' is unknown: the catalogue of the server does not tell it") : (cost, null);
    }

    private static IEnumerable<string> Models(ChatRequest request)
    {
        IEnumerable<string> fallbacks = request.Provider?["fallback"] switch
        {
            string one => [one],
            IEnumerable several => several.OfType<string>(),
            _ => [],
        };
        return fallbacks.Prepend(request.Model);
    }

    private static long? Limit(ChatRequest request) =>
        Whole(request.Extra?["max_completion_tokens"]) ?? Whole(request.Extra?["max_tokens"]) ?? request.MaxTokens;

    private static long Answers(ChatRequest request) => Math.Min(1_000, Whole(request.Extra?["n"]) ?? 1);

    private static long? Whole(object? value) => value switch
    {
        int number and > 0 => number,
        long number and > 0 and < int.MaxValue => number,
        double number and > 0 and < int.MaxValue => (long)number,
        _ => null,
    };
}
