namespace OfoxPS;

/// <summary>What the server said of its limits (headers <c>x-ratelimit-*</c>). Any value may be missing.</summary>
public sealed class RateLimit
{
    /// <summary>Requests allowed in the window.</summary>
    public long? LimitRequests { get; set; }

    /// <summary>Requests left in the window.</summary>
    public long? RemainingRequests { get; set; }

    /// <summary>Time until the request window starts anew.</summary>
    public TimeSpan? ResetRequests { get; set; }

    /// <summary>Tokens allowed in the window.</summary>
    public long? LimitTokens { get; set; }

    /// <summary>Tokens left in the window.</summary>
    public long? RemainingTokens { get; set; }

    /// <summary>Time until the token window starts anew.</summary>
    public TimeSpan? ResetTokens { get; set; }

    /// <summary>What is left.</summary>
    public override string ToString() => string.Join(
        ", ",
        new[] { Left(RemainingRequests, LimitRequests, "requests"), Left(RemainingTokens, LimitTokens, "tokens") }.Where(
            static part => part.Length > 0));

    private static string Left(long? remaining, long? limit, string what) => (remaining, limit) switch
    {
        (null, null) => string.Empty,
        (null, _) => $"limit {limit} {what}",
        (_, null) => $"{remaining} {what} left",
        _ => $"{remaining} of {limit} {what} left",
    };
}
