using System;
using System.Diagnostics;

namespace OfoxPS.Gateway.Limits;

/// <summary>One model's requests and tokens in windows of a fixed length; the first begins with its first request.</summary>
internal sealed class RateWindow(int? requests, int? tokens, TimeSpan length)
{
    private long start;
    private int usedRequests;
    private int usedTokens;

    public int? Requests => requests;

    public int? Tokens => tokens;

    /// <summary>A request arrives.</summary>
    /// <param name="needed">The tokens that it needs.</param>
    /// <returns>What is left, and for how long the window lasts; whether the request is within its limits.</returns>
    public (bool Fits, int LeftRequests, int LeftTokens, TimeSpan Resets) Take(int needed)
    {
        TimeSpan into = start == 0 ? length : Stopwatch.GetElapsedTime(start);
        if (into >= length)
        {
            // Windows follow each other without a gap, as a server's clock makes them.
            into = start == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(into.Ticks % length.Ticks);
            start = Stopwatch.GetTimestamp() - (long)(into.TotalSeconds * Stopwatch.Frequency);
            (usedRequests, usedTokens) = (0, 0);
        }

        bool fits = (requests is not { } most || usedRequests < most) && (tokens is not { } all || usedTokens + needed <= all);
        if (fits)
        {
            usedRequests++;
            usedTokens += needed;
        }

        return (fits, (requests ?? 0) - usedRequests, (tokens ?? 0) - usedTokens, length - into);
    }
}
