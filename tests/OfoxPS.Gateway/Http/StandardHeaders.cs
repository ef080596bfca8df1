using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Http;

/// <summary>The headers every answer of the API has, errors included.</summary>
internal static class StandardHeaders
{
    public static void Add(Exchange exchange)
    {
        exchange.Headers["x-request-id"] = exchange.Entry.RequestId;
        exchange.Headers["x-ratelimit-limit-requests"] = "100";

        // Constant on purpose: a client that paces itself on these must not slow down the longer a test run lasts.
        exchange.Headers["x-ratelimit-remaining-requests"] = "99";
        exchange.Headers["x-ratelimit-reset-requests"] = "12s";
    }

    public static void Change(Exchange exchange, ModelOptions options)
    {
        if (options.Remaining is { } remaining)
        {
            exchange.Headers["x-ratelimit-remaining-requests"] = remaining;
        }

        if (options.Reset is { } reset)
        {
            exchange.Headers["x-ratelimit-reset-requests"] = reset;
        }
    }
}
