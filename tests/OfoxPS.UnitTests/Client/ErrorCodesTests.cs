using System;
using OfoxPS.Core.Client;
using OfoxPS.Core.Errors;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>The kind of a failure, as the words of the server say it, whatever the status is.</summary>
public sealed class ErrorCodesTests
{
    [Theory]

    // No money.
    [InlineData(400,
        """{"error":{"message":"Budget has been exceeded! Current cost: 5.1, Max budget: 5.0","type":"budget_exceeded","param":null"""
        + ""","code":"400"}}""", "OfoxInsufficientCredits", false)]
    [InlineData(400,
        """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic """
        + """API."}}""", "OfoxInsufficientCredits", false)]
    [InlineData(400, """{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing."}""",
        "OfoxInsufficientCredits", false)]
    [InlineData(403, """{"error":{"message":"quota","type":"new_api_error","code":"insufficient_user_quota"}}""", "OfoxInsufficientCredits",
        false)]
    [InlineData(429, """{"error":{"message":"x","type":"exceeded_current_quota_error"}}""", "OfoxInsufficientCredits", false)]
    [InlineData(500, """{"error":{"message":"Insufficient Balance","type":"unknown_error"}}""", "OfoxInsufficientCredits", false)]
    [InlineData(429,
        """[{"error":{"code":429,"message":"You exceeded your current quota. Please retry in 3.1s.","status":"RESOURCE_EXHAUSTED"}}]""",
        "OfoxRateLimited", true)]

    // No key.
    [InlineData(400,
        """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":["""
        + """{"@type":"t/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}]""", "OfoxAuthenticationFailed", false)]
    [InlineData(400, """{"error":{"message":"Authentication Error, No api key passed in.","type":"auth_error","code":"400"}}""",
        "OfoxAuthenticationFailed", false)]
    [InlineData(403, """{"code":"InvalidApiKey","message":"Invalid API-key provided."}""", "OfoxAuthenticationFailed", false)]
    [InlineData(500, """{"error":{"message":"invalid key","type":"authentication_error"}}""", "OfoxServerError", true)]

    // No model.
    [InlineData(400,
        """{"error":{"message":"/chat/completions: Invalid model name passed in model=x. Call `/v1/models` to view available """
        + """models","type":"invalid_request_error"}}""", "OfoxModelNotFound", false)]
    [InlineData(400, """{"error":{"message":"foo/bar is not a valid model ID","code":400}}""", "OfoxModelNotFound", false)]
    [InlineData(400, """{"error":{"message":"Model Not Exist","type":"invalid_request_error"}}""", "OfoxModelNotFound", false)]
    [InlineData(404, """{"error":"model 'llama9' not found, try pulling it first"}""", "OfoxModelNotFound", false)]
    [InlineData(400, """{"error":{"message":"The model: x/y was not found."}}""", "OfoxModelNotFound", false)]
    [InlineData(400, """{"error":{"message":"For this model, the image at https://x/y.png was not found"}}""", "OfoxInvalidRequest", false)]
    [InlineData(400, """{"error":{"message":"invalid model output"}}""", "OfoxInvalidRequest", false)]
    [InlineData(503, """{"error":{"message":"try later","type":"invalid_request_error"}}""", "OfoxServerError", true)]
    [InlineData(400, """{"error":{"message":"Invalid schema for response_format 'x'","type":"invalid_request_error"}}""",
        "OfoxInvalidRequest", false)]
    [InlineData(400, """{"error":{"message":"This model's maximum context length is 8192 tokens","code":"context_length_exceeded"}}""",
        "OfoxInvalidRequest", false)]

    [InlineData(400, """{"error":{"message":"The model `x` has been decommissioned and is no longer supported.","code":"model_decommissioned"}}""",
        "OfoxModelNotFound", false)]
    [InlineData(400, """{"error":{"message":"No models loaded. Please load a model in the developer page"}}""", "OfoxModelNotFound", false)]
    [InlineData(400, """{"error":{"message":"litellm.BadRequestError: LLM Provider NOT provided. You passed model=x","code":"400"}}""",
        "OfoxModelNotFound", false)]

    // Not from here.
    [InlineData(400,
        """[{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}]""",
        "OfoxPermissionDenied", false)]

    // Not this text.
    [InlineData(403, """{"error":{"message":"x requires moderation. Your input was flagged","code":403,"metadata":{"reasons":["violence"]}}}""",
        "OfoxInvalidRequest", false)]
    [InlineData(403, """{"error":{"message":"no","code":"content_policy_violation"}}""", "OfoxInvalidRequest", false)]
    [InlineData(400, """{"error":{"message":"Input data may contain inappropriate content.","code":"data_inspection_failed"}}""",
        "OfoxInvalidRequest", false)]

    // Not the server that answers.
    [InlineData(424, """{"error":"Request failed during generation: Server error: CUDA out of memory","error_type":"generation"}""",
        "OfoxServerError", true)]

    // No such address.
    [InlineData(404, """{"error":{"message":"File Not Found","type":"not_found_error","code":404}}""", "OfoxEndpointNotFound", false)]
    [InlineData(404, """{"error":{"message":"The requested resource was not found","type":"not_found_error"}}""", "OfoxEndpointNotFound",
        false)]
    [InlineData(404, "Cannot POST /chat/completions", "OfoxEndpointNotFound", false)]
    [InlineData(500, """{"error":"Unexpected endpoint or method. (POST /chat/completions)"}""", "OfoxEndpointNotFound", false)]

    // A fault of the request, told as one of the server.
    [InlineData(500,
        """{"error":{"code":500,"message":"image input is not supported - hint: if this is unexpected, you may need to provide the """
        + """mmproj","type":"server_error"}}""", "OfoxInvalidRequest", false)]
    [InlineData(500, """{"error":{"code":500,"message":"tools param requires --jinja flag","type":"server_error"}}""", "OfoxInvalidRequest",
        false)]
    [InlineData(500,
        """{"error":{"code":500,"message":"Failed to parse tool call arguments as JSON: unexpected end of input","type":"server_error"}}""",
        "OfoxInvalidRequest", false)]
    [InlineData(500,
        """{"error":{"code":500,"message":"The model produced output that does not match the expected peg-native """
        + """format","type":"server_error"}}""", "OfoxServerError", true)]
    [InlineData(500, """{"error":{"message":"boom"}}""", "OfoxServerError", true)]

    // Too many, under another status.
    [InlineData(400, """{"error":{"message":"slow down","code":"Throttling.RateQuota"}}""", "OfoxRateLimited", true)]
    public void By_its_words(int status, string body, string kind, bool retryable)
    {
        OfoxException failure = StatusError.Of(Reply.Json(string.Empty, status), body, static text => text);

        Assert.Equal((kind, retryable), (failure.Kind.ToString(), failure.Retryable));
        Assert.Equal(retryable, failure.IsTransient);
        Assert.Equal(body, failure.ResponseBody);
    }

    [Theory]
    [InlineData("Unexpected endpoint or method. (POST /chat/completions)", "OfoxEndpointNotFound", false)]
    [InlineData("Budget has been exceeded! Current cost: 5", "OfoxInsufficientCredits", false)]
    [InlineData("image input is not supported", "OfoxInvalidRequest", false)]
    [InlineData("something else", "OfoxServerError", true)]
    public void By_its_words_where_the_status_is_200_and_there_is_no_code(string words, string kind, bool retryable)
    {
        OfoxException failure = StatusError.OfBody(new ErrorBody(words, null, null), Reply.Json(string.Empty), static text => text);

        Assert.Equal((kind, retryable), (failure.Kind.ToString(), failure.Retryable));
    }

    [Theory]
    [InlineData(503, """{"error":{"message":"Loading model","type":"unavailable_error","code":503}}""", true)]
    [InlineData(503, """{"error":"Model x/y is currently loading","estimated_time":20.5}""", true)]
    [InlineData(503, """{"error":{"message":"The model x is being loaded"}}""", true)]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", true)]
    [InlineData(503, """{"error":{"message":"x","type":"service_unavailable"}}""", false)]
    [InlineData(500, """{"error":{"message":"Error loading model: file is damaged"}}""", false)]
    public void A_server_that_is_not_ready_holds_the_gate_as_a_refusal_does(int status, string body, bool isRefusal)
    {
        OfoxException failure = StatusError.Of(Reply.Json(string.Empty, status), body, static text => text);

        Assert.Equal(isRefusal, RetryPolicy.IsRefusal(failure));
        Assert.Equal(OfoxErrorKind.OfoxServerError, failure.Kind);
    }

    [Fact]
    public void The_body_is_there_as_a_whole_without_secrets()
    {
        string body = "{\"error\":{\"message\":\"no\"},\"key\":\"sk-secret\",\"more\":\"" + new string('x', 5000) + "\"}";

        string? shown = StatusError.Of(
            Reply.Json(string.Empty, 400), body, static text => text.Replace("sk-secret", "****", StringComparison.Ordinal)).ResponseBody;

        Assert.Equal(body.Replace("sk-secret", "****", StringComparison.Ordinal), shown);
    }

    [Fact]
    public void A_field_of_the_request_is_kept_for_whoever_can_leave_it_out()
    {
        OfoxException failure = StatusError.Of(
            Reply.Json(string.Empty, 422),
                """{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}""",
                static text => text);

        Assert.Equal(["stream_options"], failure.Fields);
        Assert.Contains("body.stream_options: Extra inputs are not permitted", failure.Message, StringComparison.Ordinal);
    }
}
