using System.Collections.Specialized;

namespace OfoxPS.Core.Checkpoint;

/// <summary>What a server said of its limits, in a checkpoint.</summary>
internal static class RecordedLimit
{
    public static OrderedDictionary? Of(RateLimit? limit) => limit is null ? null : new OrderedDictionary
    {
        ["limitRequests"] = limit.LimitRequests,
        ["remainingRequests"] = limit.RemainingRequests,
        ["resetRequests"] = limit.ResetRequests?.Ticks,
        ["limitTokens"] = limit.LimitTokens,
        ["remainingTokens"] = limit.RemainingTokens,
        ["resetTokens"] = limit.ResetTokens?.Ticks,
    };

    public static RateLimit? Read(OrderedDictionary? fields) => fields is null ? null : new RateLimit
    {
        LimitRequests = fields["limitRequests"] as long?,
        RemainingRequests = fields["remainingRequests"] as long?,
        ResetRequests = Time(fields["resetRequests"]),
        LimitTokens = fields["limitTokens"] as long?,
        RemainingTokens = fields["remainingTokens"] as long?,
        ResetTokens = Time(fields["resetTokens"]),
    };

    private static TimeSpan? Time(object? ticks) => ticks is long number ? TimeSpan.FromTicks(number) : null;
}
