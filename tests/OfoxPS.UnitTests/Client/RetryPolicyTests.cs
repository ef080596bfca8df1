using System;
using OfoxPS.Core.Client;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Whether and when to send again.</summary>
public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(6, 8)]
    [InlineData(1000, 8)]
    public void The_wait_doubles_up_to_eight_seconds(int attempt, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.WaitBefore(Failure(), attempt, 1000, 0));
        Assert.Equal(TimeSpan.FromSeconds(seconds * 0.75), RetryPolicy.WaitBefore(Failure(), attempt, 1000, 1));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    public void The_attempts_are_counted(int attempt, int retries) => Assert.Null(RetryPolicy.WaitBefore(Failure(), attempt, retries, 0));

    [Theory]
    [InlineData(0.25)]
    [InlineData(30)]
    [InlineData(120)]
    public void What_the_server_asks_is_done(double seconds)
    {
        TimeSpan asked = TimeSpan.FromSeconds(seconds);

        Assert.Equal(asked, RetryPolicy.WaitBefore(Failure(asked), 1, 2, 0.5));
    }

    [Fact]
    public void A_wait_of_nothing_is_no_advice() => Assert.Equal(
        RetryPolicy.WaitBefore(Failure(), 1, 2, 0.5),
        RetryPolicy.WaitBefore(Failure(TimeSpan.Zero), 1, 2, 0.5));

    [Fact]
    public void More_than_two_minutes_are_not_waited() =>
        Assert.Null(RetryPolicy.WaitBefore(Failure(TimeSpan.FromSeconds(120.1)), 1, 2, 0));

    [Fact]
    public void What_cannot_help_is_not_done_again() =>
        Assert.Null(RetryPolicy.WaitBefore(new OfoxException(OfoxErrorKind.OfoxInvalidRequest, "x"), 1, 2, 0));

    private static OfoxException Failure(TimeSpan? asked = null) =>
        new(OfoxErrorKind.OfoxServerError, "x") { Retryable = true, RetryAfter = asked };
}
