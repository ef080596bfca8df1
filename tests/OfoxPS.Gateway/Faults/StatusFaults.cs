using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Faults;

/// <summary>Errors with a status and the documented JSON body.</summary>
internal static class StatusFaults
{
    private const string DefaultRetryAfter = "0.05";

    private static readonly ApiError[] Errors =
    [
        new(400, "invalid_request_error", "invalid_value", "The request was not understood", "messages"),
        new(401, "authentication_error", "invalid_api_key", "Incorrect API key provided"),
        new(402, "insufficient_credits", "insufficient_credits", "The account has no credits left"),
        new(403, "permission_error", "permission_denied", "This API key may not use this model"),
        new(408, "timeout_error", "request_timeout", "The request took too long"),
        new(409, "conflict_error", "conflict", "The resource was changed by another request"),
        new(413, "invalid_request_error", "request_too_large", "The request is too large"),
        new(422, "invalid_request_error", "unprocessable_entity", "The request cannot be processed"),
        new(429, "rate_limit_error", "rate_limit_exceeded", "Rate limit exceeded. Please retry after 1s."),
        new(500, "internal_error", "internal_error", "The server had an error while processing your request"),
        new(502, "upstream_error", "upstream_error", "The upstream provider failed. Retry or switch model."),
        new(503, "service_unavailable", "service_unavailable", "The service is temporarily unavailable"),
        new(529, "overloaded_error", "overloaded", "The upstream provider is overloaded"),
    ];

    public static IEnumerable<Fault> All => Errors.Select(error =>
        new Fault($"{error.Status}", reply => SendAsync(reply, error), FallsBack: error.Status is 408 or 429 or >= 500));

    private static Task SendAsync(ChatReply reply, ApiError error)
    {
        string? retryAfter = reply.Options.RetryAfter
            ?? (error.Status == 429 && reply.Options.RetryAfterMs is null ? DefaultRetryAfter : null);
        if (retryAfter is not null)
        {
            reply.Exchange.Headers.RetryAfter = retryAfter;
        }

        if (reply.Options.RetryAfterMs is { } milliseconds)
        {
            reply.Exchange.Headers["retry-after-ms"] = milliseconds;
        }

        if (reply.Options.ShouldRetry is { } shouldRetry)
        {
            reply.Exchange.Headers["x-should-retry"] = shouldRetry;
        }

        return reply.Exchange.SendErrorAsync(error);
    }
}
