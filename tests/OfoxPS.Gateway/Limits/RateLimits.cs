using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Microsoft.AspNetCore.Http;
using OfoxPS.Gateway.Http;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Limits;

/// <summary>
/// Strict limits of a model that asks for them (<c>limit</c>, <c>tokens</c>, <c>window</c>): headers that tell the truth, and 429 for
/// whatever goes beyond.
/// </summary>
internal sealed class RateLimits
{
    // Tokens are counted as roughly as a client can guess them.
    private const int BytesAToken = 4;

    private readonly Lock gate = new();
    private readonly Dictionary<string, RateWindow> windows = new(StringComparer.Ordinal);

    public int Refused { get; private set; }

    /// <exception cref="RequestRejectedException">The request is beyond the limit.</exception>
    public void Take(Exchange exchange, ModelReference model, int bodyLength, int? maximumTokens)
    {
        if (model.Options is { Limit: null, Tokens: null })
        {
            return;
        }

        lock (gate)
        {
            if (!windows.TryGetValue(model.FullName, out RateWindow? window))
            {
                windows[model.FullName] = window =
                    new(model.Options.Limit, model.Options.Tokens, TimeSpan.FromMilliseconds(model.Options.Window));
            }

            (bool fits, int requests, int tokens, TimeSpan resets) = window.Take((bodyLength / BytesAToken) + (maximumTokens ?? 0));
            Tell(exchange.Headers, "requests", model.Options.Secret ? null : window.Requests, requests, resets);
            Tell(exchange.Headers, "tokens", model.Options.Secret ? null : window.Tokens, tokens, resets);
            if (!fits)
            {
                Refused++;
                exchange.Headers.RetryAfter = model.Options.RetryAfter
                    ?? resets.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
                throw new RequestRejectedException(new ApiError(429, "rate_limit_error", "rate_limit_exceeded", "Rate limit exceeded."));
            }
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            windows.Clear();
            Refused = 0;
        }
    }

    private static void Tell(IHeaderDictionary headers, string what, int? limit, int left, TimeSpan resets)
    {
        if (limit is null)
        {
            headers.Remove($"x-ratelimit-limit-{what}");
            headers.Remove($"x-ratelimit-remaining-{what}");
            headers.Remove($"x-ratelimit-reset-{what}");
            return;
        }

        headers[$"x-ratelimit-limit-{what}"] = limit.Value.ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-remaining-{what}"] = left.ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-reset-{what}"] = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(resets.TotalMilliseconds)}ms");
    }
}
