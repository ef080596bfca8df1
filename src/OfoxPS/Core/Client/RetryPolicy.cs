using OfoxPS.Core.Errors;

namespace OfoxPS.Core.Client;

/// <summary>Whether and when to send again: the constants that users know from the OpenAI clients.</summary>
internal static class RetryPolicy
{
    // A server takes seconds or minutes to load a model and does not say how long, so it is asked often and for long.
    private static readonly TimeSpan LoadingWait = TimeSpan.FromSeconds(1);

    /// <summary>Whether a request that failed with a status may be sent again.</summary>
    /// <param name="status">The HTTP status, or the one that the error of a stream names.</param>
    /// <param name="kind">What the server's words say the failure is.</param>
    public static bool IsRetryable(int status, OfoxErrorKind kind) => kind switch
    {
        OfoxErrorKind.OfoxRateLimited => true,
        OfoxErrorKind.OfoxInsufficientCredits or OfoxErrorKind.OfoxEndpointNotFound => false,
        OfoxErrorKind.OfoxServerError or OfoxErrorKind.OfoxTimeout => status is 408 or 409 or 424 or 429 or >= 500,
        _ => status is 408 or 409,
    };

    /// <summary>How long to wait before another attempt.</summary>
    /// <param name="failure">How the attempt failed.</param>
    /// <param name="attempt">Which attempt it was, from 1.</param>
    /// <param name="retries">How many more attempts are allowed in all.</param>
    /// <param name="random">From 0 to 1, so that clients that failed together do not come back together.</param>
    /// <returns>How long to wait; null when the failure is final.</returns>
    public static TimeSpan? WaitBefore(OfoxException failure, int attempt, int retries, double random)
    {
        if (!failure.Retryable || attempt > retries || failure.RetryAfter > RetryAdvice.LongestWait)
        {
            return null;
        }

        // A Retry-After of 0 or of a date in the past is ignored.
        if (failure.RetryAfter is { } retryAfter && retryAfter > TimeSpan.Zero)
        {
            return retryAfter;
        }

        double seconds = Math.Min(8, 0.5 * Math.Pow(2, Math.Min(attempt - 1, 10)));
        return TimeSpan.FromSeconds(seconds * (1 - (0.25 * random)));
    }

    /// <summary>Whether the server is busy rather than unable: the same request will be answered later.</summary>
    public static bool IsRefusal(OfoxException failure) => failure.Retryable
        && (failure.Kind == OfoxErrorKind.OfoxRateLimited
            || failure is { Kind: OfoxErrorKind.OfoxStreamError, Code: "429" or "rate_limit_exceeded" }
            || failure.IsBusy
            || failure is { StatusCode: 503 or 529, RetryAfter: not null });

    /// <summary>How long the server asks to wait, by its headers; null where it does not say.</summary>
    public static TimeSpan? RequestedWait(OfoxException failure) =>
        failure.RetryAfter
        ?? (failure.RateLimit is { RemainingRequests: 0 } ? failure.RateLimit.ResetRequests
            : failure.RateLimit is { RemainingTokens: 0 } ? failure.RateLimit.ResetTokens
            : failure.IsBusy ? LoadingWait
            : null);
}
