using System;
using Xunit;

namespace OfoxPS.UnitTests.Model;

/// <summary>The words of a failure.</summary>
public sealed class OfoxExceptionTests
{
    [Theory]
    [InlineData("It failed", null, null, null, 0, "It failed")]
    [InlineData("It failed.", null, null, null, 1, "It failed.")]
    [InlineData("It failed", 401, null, null, 1, "It failed (401).")]
    [InlineData("It failed.", 401, "invalid_api_key", null, 1, "It failed (401 invalid_api_key).")]
    [InlineData("It failed", 401, "invalid_api_key", "req_abc123", 1, "It failed (401 invalid_api_key, request req_abc123).")]
    [InlineData("It failed", 400, "400", null, 1, "It failed (400).")]
    [InlineData("It failed", 200, null, null, 1, "It failed")]
    [InlineData("It failed", 200, "overloaded", null, 1, "It failed (overloaded).")]
    [InlineData("It failed", null, null, "r", 1, "It failed (request r).")]
    [InlineData("It failed", 503, null, "r", 3, "It failed (503, request r, 3 attempts).")]
    public void Are_put_together(string message, int? status, string? code, string? request, int attempts, string words) => Assert.Equal(
        words, new OfoxException(message) { StatusCode = status, Code = code, RequestId = request, Attempts = attempts }.Message);

    [Theory]
    [InlineData("Sorry about that!", "Sorry about that!")]
    [InlineData("Really?", "Really?")]
    [InlineData("Wait...", "Wait...")]
    public void End_once(string message, string words) => Assert.Equal(words, new OfoxException(message).Message);

    [Fact]
    public void Another_sentence_comes_last() => Assert.Equal(
        "It failed (429). The server asks to wait.",
        new OfoxException("It failed") { StatusCode = 429 }.WithWords("The server asks to wait").Message);

    [Fact]
    public void A_cause_is_kept()
    {
        InvalidOperationException cause = new("deep");

        Assert.Same(cause, new OfoxException("It failed", cause).InnerException);
        Assert.Same(cause, new OfoxException(OfoxErrorKind.OfoxTimeout, "It failed", cause).InnerException);
    }

    [Fact]
    public void Made_by_hand_it_is_a_failure_of_the_server_that_is_not_tried_again()
    {
        OfoxException made = new();

        Assert.Equal((OfoxErrorKind.OfoxServerError, false, 0), (made.Kind, made.Retryable, made.Attempts));
        Assert.NotEmpty(made.Message);
    }

    [Theory]
    [InlineData("OfoxRateLimited", true)]
    [InlineData("ofoxmissingapikey", false)]
    public void Made_by_hand_with_an_id_it_is_of_that_kind(string id, bool isTransient)
    {
        OfoxException made = new("Too many requests", id);

        Assert.Equal(("Too many requests", isTransient), (made.Message, made.IsTransient));
        Assert.Equal(id, made.ErrorId, ignoreCase: true);
    }

    [Theory]
    [InlineData("OfoxRateLimitd", "Did you mean OfoxRateLimited?")]
    [InlineData("7", "about_OfoxPS lists the ids")]
    public void There_is_no_other_id(string id, string words) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => new OfoxException("x", id)).Message, StringComparison.Ordinal);

    [Fact]
    public void It_may_read_as_text() =>
        Assert.Contains("It failed (500)", new OfoxException("It failed") { StatusCode = 500 }.ToString(), StringComparison.Ordinal);
}
