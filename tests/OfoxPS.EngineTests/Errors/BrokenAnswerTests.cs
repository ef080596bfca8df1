using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Errors;

/// <summary>Answers that are none, and streams that break off.</summary>
public sealed class BrokenAnswerTests : EngineTest
{
    [Theory]
    [InlineData("html", "OfoxInvalidResponse", ErrorCategory.InvalidResult)]
    [InlineData("html502", "OfoxServerError", ErrorCategory.ResourceUnavailable)]
    [InlineData("empty", "OfoxInvalidResponse", ErrorCategory.InvalidResult)]
    [InlineData("bad-json", "OfoxInvalidResponse", ErrorCategory.InvalidResult)]
    [InlineData("ok-error", "OfoxServerError", ErrorCategory.ResourceUnavailable)]
    [InlineData("stream-error", "OfoxServerError", ErrorCategory.ResourceUnavailable)]
    [InlineData("truncated", "OfoxInvalidResponse", ErrorCategory.InvalidResult)]
    [InlineData("reset-midstream", "OfoxConnectionFailed", ErrorCategory.ConnectionError)]
    [InlineData("reset", "OfoxConnectionFailed", ErrorCategory.ConnectionError)]
    public void A_whole_answer_that_is_none_is_an_error_with_advice(string fault, string id, ErrorCategory category)
    {
        ErrorRecord error = Engine.Try($"ofox 'one two three four five' -Model fault/{fault} -MaximumRetryCount 0").Fails(id);

        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.DoesNotContain("<html", error.ToString(), System.StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
    }

    [Theory]
    [InlineData("stream-error", "OfoxStreamError")]
    [InlineData("event-error", "OfoxStreamError")]
    [InlineData("truncated", "OfoxStreamTruncated")]
    public void A_stream_that_breaks_off_keeps_what_had_arrived(string fault, string id)
    {
        ErrorRecord error = Engine.Try($"ofox 'one two three four five' -Stream -Model fault/{fault} -MaximumRetryCount 0").Fails(id);

        Assert.StartsWith("one", ((OfoxException)error.Exception).Completion!.Content, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Chunks_that_had_arrived_come_before_the_error()
    {
        EngineResult result = Engine.Try("Get-OfoxStream 'one two three four five' -Model fault/truncated -MaximumRetryCount 0");

        result.Fails("OfoxStreamTruncated");
        Assert.NotEmpty(result.Output);
    }

    [Theory]
    [InlineData("no/such", "OfoxModelNotFound")]
    [InlineData("fault/401", "OfoxAuthenticationFailed")]
    [InlineData("fault/402", "OfoxInsufficientCredits")]
    [InlineData("fault/403", "OfoxPermissionDenied")]
    public void What_every_object_would_meet_stops_the_run(string model, string id)
    {
        EngineResult result = Engine.Try($"'a', 'b', 'c' | ofox -Model {model} -MaximumRetryCount 0");

        result.Fails(id);
        Assert.Single(Engine.Requests);
    }

    [Theory]
    [InlineData("fault/400", "OfoxInvalidRequest")]
    [InlineData("fault/500", "OfoxServerError")]
    public void What_one_object_meets_leaves_the_next_its_turn_in_and_outside_of_try(string model, string id)
    {
        string script = $"'a', 'b' | ofox -Model {model} -MaximumRetryCount 0";

        Assert.All(Engine.Run(script).Errors, error => Assert.StartsWith(id, error.FullyQualifiedErrorId, System.StringComparison.Ordinal));
        Assert.Null(Engine.Try(script).Failure);
        Assert.Equal(4, Engine.Requests.Count);
    }

    [Fact]
    public void An_address_that_is_no_gateway_is_told() =>
        Assert.Contains("/v1", Engine.Try("param($uri) ofox hi -BaseUri $uri", Engine.Gateway.BaseUri[..^3] + "/wrong").Fails("OfoxEndpointNotFound").ErrorDetails.RecommendedAction, System.StringComparison.Ordinal);

    [Fact]
    public void A_call_that_fails_ends_its_statement_and_the_script_goes_on() =>
        Assert.Equal("after", Engine.Run("ofox hi -Model fault/400; 'after'").Text);
}
