using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Errors;

public sealed class StatusTests : EngineTest
{
    [Theory]
    [InlineData(400, "OfoxInvalidRequest", ErrorCategory.InvalidArgument)]
    [InlineData(401, "OfoxAuthenticationFailed", ErrorCategory.AuthenticationError)]
    [InlineData(402, "OfoxInsufficientCredits", ErrorCategory.QuotaExceeded)]
    [InlineData(403, "OfoxPermissionDenied", ErrorCategory.PermissionDenied)]
    [InlineData(408, "OfoxTimeout", ErrorCategory.OperationTimeout)]
    [InlineData(413, "OfoxRequestTooLarge", ErrorCategory.LimitsExceeded)]
    [InlineData(422, "OfoxInvalidRequest", ErrorCategory.InvalidArgument)]
    [InlineData(429, "OfoxRateLimited", ErrorCategory.LimitsExceeded)]
    [InlineData(500, "OfoxServerError", ErrorCategory.ResourceUnavailable)]
    [InlineData(502, "OfoxServerError", ErrorCategory.ResourceUnavailable)]
    [InlineData(503, "OfoxServerError", ErrorCategory.ResourceUnavailable)]
    [InlineData(529, "OfoxServerError", ErrorCategory.ResourceUnavailable)]
    public void A_status_is_an_error_with_an_id_a_category_and_advice(int status, string id, ErrorCategory category)
    {
        ErrorRecord error = Engine.Try($"ofox 'hi' -Model 'fault/{status}' -MaximumRetryCount 0").Fails(id);

        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
        OfoxException exception = Assert.IsType<OfoxException>(error.Exception);
        Assert.Equal(status, (int?)exception.StatusCode);
        Assert.Equal(Engine.Sent.Entry.RequestId, exception.RequestId);
        Assert.Equal(1, exception.Attempts);
    }

    [Fact]
    public void A_failing_pipeline_object_is_an_error_with_that_object_and_the_next_one_goes_on()
    {
        EngineResult result = Engine.Run("'good', 'bad', 'better' | ForEach-Object { $_ | ofox 'x' -Model $(if ($_ -eq 'bad') { 'fault/400' } else { 'openai/gpt-4o' }) -ErrorAction Continue }");

        Assert.Equal("bad", result.Error("OfoxInvalidRequest").TargetObject.ToString());
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void A_failure_that_passes_is_tried_again()
    {
        ChatCompletion answer = Engine.Run($"ofox 'hi' -Model 'fault/503?times=2&retry_after_ms=1&case={Engine.Key}'").Single<ChatCompletion>();

        Assert.Equal("hi", answer.Content);
        Assert.Equal(3, Engine.Requests.Count);
    }
}
