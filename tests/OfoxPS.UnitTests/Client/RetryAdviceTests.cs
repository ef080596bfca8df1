using System;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>How long a server asks to wait, wherever it says so.</summary>
public sealed class RetryAdviceTests
{
    [Theory]
    [InlineData("""[{"error":{"code":429,"message":"Please retry in 3.1s.","status":"RESOURCE_EXHAUSTED","details":["""
        + """{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"3s"}]}}]""", 3.0)]
    [InlineData("""{"error":{"message":"You exceeded your current quota. Please retry in 3.1s."}}""", 3.1)]
    [InlineData("""{"error":{"message":"Rate limit reached for x. Please try again in 6m0s. Visit y."}}""", 360.0)]
    [InlineData("""{"error":{"message":"Please try again in 20ms."}}""", 0.02)]
    [InlineData("""{"error":{"message":"Please retry after 10 seconds."}}""", 10.0)]
    [InlineData("""{"error":{"message":"Please retry after 1s."}}""", 1.0)]
    [InlineData("""{"error":{"message":"try again in 1 hour and 5 minutes"}}""", 3900.0)]
    [InlineData("""{"error":{"message":"wait for at least 2 minutes"}}""", null)]
    [InlineData("""{"error":{"message":"You must wait at least 2 minutes"}}""", 120.0)]
    [InlineData("""{"error":{"message":"x"},"retry_after":7}""", 7.0)]
    [InlineData("""{"error":{"message":"x","retry_after_ms":1500}}""", 1.5)]
    [InlineData("""{"error":{"message":"x","retryAfter":"12s"}}""", 12.0)]
    [InlineData("""{"error":"Model x is currently loading","estimated_time":20.5}""", 20.5)]
    [InlineData("""{"error":{"message":"x","metadata":{"headers":{"Retry-After":"9"}}}}""", 9.0)]
    [InlineData("""{"error":{"message":"try again in a moment"}}""", null)]
    [InlineData("""{"error":{"message":"limit 3 requests in 60 s"}}""", null)]
    [InlineData("""{"error":{"message":"x","retry_after":"soon"}}""", null)]
    [InlineData("try again in 5 s", null)]
    public void In_the_body(string body, double? seconds) => Assert.Equal(
        seconds, StatusError.Of(Reply.Json(string.Empty, 429), body, static text => text).RetryAfter is { } wait
            ? Math.Round(wait.TotalSeconds, 3) : null);

    [Fact]
    public void A_header_counts_more() => Assert.Equal(
        TimeSpan.FromSeconds(4),
        StatusError.Of(
            Reply.Json(string.Empty, 429, "retry-after: 4"), """{"error":{"message":"Please retry in 9s."}}""", static text =>
            text).RetryAfter);

    [Fact]
    public void What_is_not_sent_again_waits_for_nothing() =>
        Assert.Null(StatusError.Of(
            Reply.Json(string.Empty, 400), """{"error":{"message":"Please retry in 9s."}}""", static text => text).RetryAfter);

    [Fact]
    public void Many_words_take_no_time()
    {
        string words = string.Concat(System.Linq.Enumerable.Repeat("retry after 1 ", 500_000));

        Assert.NotNull(StatusError.Of(Reply.Json(string.Empty, 429), $$$"""{"error":{"message":"{{{words}}}"}}""", static text => text));
    }
}
