using System;
using System.Globalization;
using System.Net.Http;
using OfoxPS.Core.Client;
using OfoxPS.Core.Errors;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>What the headers of a response tell.</summary>
public sealed class ResponseHeadersTests
{
    [Theory]
    [InlineData("retry-after: 20", 20)]
    [InlineData("retry-after: 1.5", 1.5)]
    [InlineData("retry-after: 0", 0)]
    [InlineData("retry-after-ms: 250", 0.25)]
    [InlineData("retry-after-ms: 0.5", 0.0005)]
    [InlineData("Retry-After: 7", 7)]
    public void Seconds_or_milliseconds_to_wait(string header, double seconds) =>
        Assert.Equal(TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)), ResponseHeaders.RetryAfter(With(header)));

    [Fact]
    public void Milliseconds_come_before_seconds() =>
        Assert.Equal(TimeSpan.FromMilliseconds(5), ResponseHeaders.RetryAfter(With("retry-after: 60", "retry-after-ms: 5")));

    [Fact]
    public void Milliseconds_that_are_none_leave_the_seconds() =>
        Assert.Equal(TimeSpan.FromSeconds(60), ResponseHeaders.RetryAfter(With("retry-after: 60", "retry-after-ms: soon")));

    [Fact]
    public void A_date_to_come()
    {
        string date = DateTimeOffset.UtcNow.AddMinutes(10).ToString("R", CultureInfo.InvariantCulture);

        Assert.InRange(ResponseHeaders.RetryAfter(With("retry-after: " + date))!.Value.TotalMinutes, 8, 10);
    }

    [Fact]
    public void A_date_that_is_past_is_no_wait() =>
        Assert.True((ResponseHeaders.RetryAfter(With("retry-after: Wed, 21 Oct 2015 07:28:00 GMT")) ?? TimeSpan.Zero) == TimeSpan.Zero);

    [Theory]
    [InlineData("retry-after: soon")]
    [InlineData("retry-after: -5")]
    [InlineData("x-other: 5")]
    public void Nothing_to_wait_for(string header) => Assert.Null(ResponseHeaders.RetryAfter(With(header)));

    [Theory]
    [InlineData("retry-after: 99999999999")]
    [InlineData("retry-after-ms: 99999999999999")]
    public void A_wait_beyond_any_calendar_is_still_a_long_wait(string header) =>
        Assert.True(ResponseHeaders.RetryAfter(With(header)) > RetryAdvice.LongestWait);

    [Theory]
    [InlineData("x-request-id: req_1", "req_1")]
    [InlineData("X-Request-ID: req_1", "req_1")]
    [InlineData("X-Generation-Id: gen-1", "gen-1")]
    [InlineData("x-other: 1", null)]
    public void The_id_of_the_request(string header, string? id) => Assert.Equal(id, ResponseHeaders.RequestId(With(header)));

    [Fact]
    public void All_limits()
    {
        RateLimit limit = ResponseHeaders.Limits(With(
            "x-ratelimit-limit-requests: 100",
            "x-ratelimit-remaining-requests: 99",
            "x-ratelimit-reset-requests: 12s",
            "x-ratelimit-limit-tokens: 5000000000",
            "x-ratelimit-remaining-tokens: 4999999999",
            "x-ratelimit-reset-tokens: 6m0s"))!;

        Assert.Equal((100L, 99L, TimeSpan.FromSeconds(12)), (limit.LimitRequests, limit.RemainingRequests, limit.ResetRequests));
        Assert.Equal((5000000000L, 4999999999L, TimeSpan.FromMinutes(6)), (limit.LimitTokens, limit.RemainingTokens, limit.ResetTokens));
    }

    [Theory]
    [InlineData("anthropic-ratelimit-requests-limit: 50", "anthropic-ratelimit-requests-remaining: 49",
        "anthropic-ratelimit-requests-reset: 2999-01-01T00:00:00Z")]
    [InlineData("x-ratelimit-limit: 50", "x-ratelimit-remaining: 49", "x-ratelimit-reset: 32472144000000")]
    [InlineData("ratelimit-limit: 50", "ratelimit-remaining: 49", "ratelimit-reset: 40000000")]
    public void Limits_by_the_names_of_others(params string[] headers)
    {
        RateLimit limit = ResponseHeaders.Limits(With(headers))!;

        Assert.Equal((50L, 49L, null), (limit.LimitRequests, limit.RemainingRequests, limit.RemainingTokens));
        Assert.True(limit.ResetRequests > TimeSpan.FromDays(300));
    }

    [Fact]
    public void Some_limits()
    {
        RateLimit limit = ResponseHeaders.Limits(With("x-ratelimit-remaining-requests: 3", "x-ratelimit-limit-requests: many"))!;

        Assert.Equal((null, 3L, null), (limit.LimitRequests, limit.RemainingRequests, limit.ResetRequests));
    }

    [Fact]
    public void No_limits() => Assert.Null(ResponseHeaders.Limits(With("x-ratelimit-limit-requests: many")));

    [Theory]
    [InlineData("true", false, true)]
    [InlineData("false", true, false)]
    [InlineData(" FALSE", true, false)]
    [InlineData("maybe", true, true)]
    public void The_server_says_whether_to_send_again(string value, bool before, bool after)
    {
        OfoxException failure = new(OfoxErrorKind.OfoxServerError, "x") { Retryable = before };

        ResponseHeaders.ReadInto(failure, With("x-should-retry: " + value));

        Assert.Equal(after, failure.Retryable);
    }

    private static HttpResponseMessage With(params string[] headers)
    {
        HttpResponseMessage response = new();
        foreach (string header in headers)
        {
            string[] parts = header.Split(": ", 2);
            response.Headers.TryAddWithoutValidation(parts[0], parts[1]);
        }

        return response;
    }
}
