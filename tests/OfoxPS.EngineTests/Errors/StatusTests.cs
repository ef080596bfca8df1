using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Errors;

public sealed class StatusTests : EngineTest
{
    [Theory]
    [InlineData(400, "OfoxInvalidRequest", ErrorCategory.InvalidArgument, "invalid_value", "invalid_request_error",
        "The request was not understood")]
    [InlineData(401, "OfoxAuthenticationFailed", ErrorCategory.AuthenticationError, "invalid_api_key", "authentication_error",
        "Incorrect API key provided")]
    [InlineData(402, "OfoxInsufficientCredits", ErrorCategory.QuotaExceeded, "insufficient_credits", "insufficient_credits",
        "The account has no credits left")]
    [InlineData(403, "OfoxPermissionDenied", ErrorCategory.PermissionDenied, "permission_denied", "permission_error",
        "This API key may not use this model")]
    [InlineData(408, "OfoxTimeout", ErrorCategory.OperationTimeout, "request_timeout", "timeout_error", "The request took too long")]
    [InlineData(413, "OfoxRequestTooLarge", ErrorCategory.LimitsExceeded, "request_too_large", "invalid_request_error",
        "The request is too large")]
    [InlineData(422, "OfoxInvalidRequest", ErrorCategory.InvalidArgument, "unprocessable_entity", "invalid_request_error",
        "The request cannot be processed")]
    [InlineData(429, "OfoxRateLimited", ErrorCategory.LimitsExceeded, "rate_limit_exceeded", "rate_limit_error",
        "Rate limit exceeded. Please retry after 1s")]
    [InlineData(500, "OfoxServerError", ErrorCategory.ResourceUnavailable, "internal_error", "internal_error",
        "The server had an error while processing your request")]
    [InlineData(502, "OfoxServerError", ErrorCategory.ResourceUnavailable, "upstream_error", "upstream_error",
        "The upstream provider failed")]
    [InlineData(503, "OfoxServerError", ErrorCategory.ResourceUnavailable, "service_unavailable", "service_unavailable",
        "The service is temporarily unavailable")]
    [InlineData(529, "OfoxServerError", ErrorCategory.ResourceUnavailable, "overloaded", "overloaded_error",
        "The upstream provider is overloaded")]
    public void A_status_is_an_error_with_an_id_a_category_the_servers_words_and_advice(
        int status, string id, ErrorCategory category, string code, string type, string words)
    {
        ErrorRecord error = Engine.Try($"ofox 'hi' -Model 'fault/{status}' -MaximumRetryCount 0").Fails(id);

        Assert.Equal((category, "Invoke-OfoxChat"), (error.CategoryInfo.Category, error.CategoryInfo.Activity));
        Assert.Contains(words, error.ErrorDetails.Message, System.StringComparison.Ordinal);
        Assert.Contains(
            $"({status} {code}, request {Engine.Sent.Entry.RequestId})", error.ErrorDetails.Message, System.StringComparison.Ordinal);

        // What to change in a request that is not valid, the server's words alone can tell.
        Assert.Equal(id == "OfoxInvalidRequest", string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
        OfoxException exception = Assert.IsType<OfoxException>(error.Exception);
        Assert.Equal((status, code, type), ((int?)exception.StatusCode, exception.Code, exception.Type));
        Assert.Equal((Engine.Sent.Entry.RequestId, 1), (exception.RequestId, exception.Attempts));
        Assert.Null(exception.Completion);
    }
}
