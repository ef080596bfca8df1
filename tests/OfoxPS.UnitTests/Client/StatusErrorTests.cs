using System;
using System.Net;
using System.Net.Http;
using OfoxPS.Core.Client;
using OfoxPS.Core.Errors;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>From a status and a body to the failure that the user is told.</summary>
public sealed class StatusErrorTests
{
    private const string Body = """{"error":{"message":"their words","type":"a_type","param":null,"code":"a_code"}}""";

    private static readonly Func<string, string> Plain = static text => text;

    [Theory]
    [InlineData(400, "OfoxInvalidRequest", false)]
    [InlineData(401, "OfoxAuthenticationFailed", false)]
    [InlineData(402, "OfoxInsufficientCredits", false)]
    [InlineData(403, "OfoxPermissionDenied", false)]
    [InlineData(404, "OfoxInvalidRequest", false)]
    [InlineData(405, "OfoxEndpointNotFound", false)]
    [InlineData(408, "OfoxTimeout", true)]
    [InlineData(409, "OfoxInvalidRequest", true)]
    [InlineData(413, "OfoxRequestTooLarge", false)]
    [InlineData(415, "OfoxInvalidRequest", false)]
    [InlineData(422, "OfoxInvalidRequest", false)]
    [InlineData(429, "OfoxRateLimited", true)]
    [InlineData(451, "OfoxInvalidRequest", false)]
    [InlineData(500, "OfoxServerError", true)]
    [InlineData(501, "OfoxServerError", true)]
    [InlineData(502, "OfoxServerError", true)]
    [InlineData(503, "OfoxServerError", true)]
    [InlineData(504, "OfoxServerError", true)]
    [InlineData(520, "OfoxServerError", true)]
    [InlineData(529, "OfoxServerError", true)]
    public void A_status(int status, string kind, bool retryable)
    {
        OfoxException error = StatusError.Of(Answer(status), Body, Plain);

        Assert.Equal((kind, retryable), (error.Kind.ToString(), error.Retryable));
        Assert.Equal((status, "a_type", "a_code"), (error.StatusCode, error.Type, error.Code));
        Assert.Contains("their words", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, """{"error":{"message":"x","type":"invalid_request_error","code":"model_not_found"}}""", "OfoxModelNotFound")]
    [InlineData(404, """{"error":{"message":"model: x","type":"not_found_error"}}""", "OfoxModelNotFound")]
    [InlineData(404, """{"error":{"message":"x","type":"not_found_error"}}""", "OfoxInvalidRequest")]
    [InlineData(404, """{"error":{"message":"The model `x/y` does not exist"}}""", "OfoxModelNotFound")]
    [InlineData(404, """{"error":"Unknown Model"}""", "OfoxModelNotFound")]
    [InlineData(404, """{"detail":"Not Found"}""", "OfoxEndpointNotFound")]
    [InlineData(404, """{"error":{"message":"Invalid URL (POST /v1/chat)","type":"invalid_request_error"}}""", "OfoxEndpointNotFound")]
    [InlineData(404, """{"error":{"code":"404","message":"Resource not found"}}""", "OfoxEndpointNotFound")]
    [InlineData(404, """{"error":"Not Found"}""", "OfoxEndpointNotFound")]
    [InlineData(404, """{"error":"404 page not found"}""", "OfoxEndpointNotFound")]
    [InlineData(404, """{"message":"no Route matched with those values"}""", "OfoxEndpointNotFound")]
    [InlineData(404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""",
        "OfoxModelNotFound")]
    [InlineData(404, """{"error":{"message":"No endpoints found for x/y.","code":404}}""", "OfoxModelNotFound")]
    [InlineData(404, """{"error":{"message":"No endpoints found that support tool use. Try disabling \"f\".","code":404}}""",
        "OfoxInvalidRequest")]
    [InlineData(404, """{"error":{"message":"No endpoints found that support image input","code":404}}""", "OfoxInvalidRequest")]
    [InlineData(404, """{"error":{"message":"No endpoints found matching your data policy","code":404}}""", "OfoxInvalidRequest")]
    [InlineData(400, "<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>", "OfoxEndpointNotFound")]
    [InlineData(400, "Client sent an HTTP request to an HTTPS server.\n", "OfoxEndpointNotFound")]
    [InlineData(404, "<html>model</html>", "OfoxEndpointNotFound")]
    [InlineData(404, "", "OfoxEndpointNotFound")]
    [InlineData(400, """{"error":{"message":"x","type":"invalid_request_error","code":"model_not_found"}}""", "OfoxModelNotFound")]
    [InlineData(429, """{"error":{"message":"x","type":"insufficient_quota","code":"insufficient_quota"}}""", "OfoxInsufficientCredits")]
    [InlineData(429, """{"error":{"message":"x","type":"insufficient_quota","code":null}}""", "OfoxInsufficientCredits")]
    [InlineData(429, "", "OfoxRateLimited")]
    [InlineData(500, """{"error":{"message":"invalid key","type":"authentication_error"}}""", "OfoxServerError")]
    public void A_status_whose_body_says_more(int status, string body, string kind) =>
        Assert.Equal(kind, StatusError.Of(Answer(status), body, Plain).Kind.ToString());

    [Fact]
    public void Plain_HTTP_to_a_port_for_TLS_has_https_as_its_remedy() => Assert.Contains(
        "https", Remedy.For(StatusError.Of(Answer(400), "<center>The plain HTTP request was sent to HTTPS port</center>", Plain)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Basic realm=\"internal\"", "<html>401 Authorization Required</html>", true)]
    [InlineData("Negotiate", "", true)]
    [InlineData("Bearer", "", false)]
    [InlineData("Basic realm=\"api\"", Body, false)]
    public void A_401_of_a_server_in_front_does_not_blame_the_key(string challenge, string body, bool isOther)
    {
        OfoxException failure = StatusError.Of(Answer(401, $"www-authenticate: {challenge}"), body, Plain);

        Assert.Equal(OfoxErrorKind.OfoxAuthenticationFailed, failure.Kind);
        Assert.Equal(!isOther, failure.Message.StartsWith("The gateway refused the API key", StringComparison.Ordinal));
        Assert.Equal(isOther, Remedy.For(failure).Contains("-Header", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("some words", "The gateway failed: \"some words\" (500)")]
    [InlineData("", "The gateway failed: no reason given (500)")]
    public void An_empty_reason_leaves_no_gap(string body, string words)
    {
        using HttpResponseMessage answer = Answer(500);
        answer.ReasonPhrase = string.Empty;

        Assert.Equal(words + ".", StatusError.Of(answer, body, Plain).Message);
    }

    [Theory]
    [InlineData("invalid_api_key", "OfoxAuthenticationFailed", false)]
    [InlineData("402", "OfoxInsufficientCredits", false)]
    [InlineData("429", "OfoxRateLimited", true)]
    [InlineData("503", "OfoxServerError", true)]
    [InlineData("odd", "OfoxServerError", true)]
    public void An_error_in_a_stream_is_what_it_would_be_as_a_status_while_nothing_was_shown(string code, string kind, bool retryable)
    {
        OfoxException failure = StatusError.OfStream(new ErrorBody("their words", null, code), Answer(200), Plain, shown: false);

        Assert.Equal((kind, retryable), (failure.Kind.ToString(), failure.Retryable));
        Assert.DoesNotContain("Completion", Remedy.For(failure), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_models_that_is_not_there_is_no_missing_endpoint_of_chats() => Assert.StartsWith(
        "There is no list of models at this address",
            StatusError.Of(Answer(404), """{"detail":"Not Found"}""", Plain, "list of models").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"error":"nope"}""")]
    [InlineData("""{"error":{"message":"The model `models` does not exist","code":"model_not_found"}}""")]
    public void A_list_of_models_is_not_there_whatever_the_server_says_of_it(string body)
    {
        OfoxException failure = StatusError.Of(Answer(404), body, Plain, "list of models");

        Assert.StartsWith("There is no list of models at this address", failure.Message, StringComparison.Ordinal);
        Assert.Contains("-BaseUri", Remedy.For(failure), StringComparison.Ordinal);
        Assert.NotEqual(OfoxErrorKind.OfoxEndpointNotFound, StatusError.Of(Answer(404), body, Plain).Kind);
    }

    [Fact]
    public void A_quota_in_a_stream_is_not_asked_for_again() => Assert.False(
        StatusError.OfStream(new ErrorBody("their words", "insufficient_quota", "429"), Answer(200), Plain, shown: false).Retryable);

    [Fact]
    public void No_credit_is_not_asked_for_again() =>
        Assert.False(StatusError.Of(Answer(429), """{"error":{"message":"x","code":"insufficient_quota"}}""", Plain).Retryable);

    [Theory]
    [InlineData(502, "<html><head><title>502 Bad Gateway</title></head></html>", "Bad Gateway: \"502 Bad Gateway\"")]
    [InlineData(502, "", "Bad Gateway (502)")]
    [InlineData(500, "upstream reset", "upstream reset")]
    [InlineData(400, """{"error":{"message":"unknown provider type: x [ofox.ai]","type":"invalid_request_error","code":400}}""",
        "unknown provider type: x [ofox.ai] (400).")]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}""",
        "The gateway refused the API key: Incorrect API key provided (401 invalid_api_key).")]
    [InlineData(422, """{"detail":[{"loc":["body","temperature"],"msg":"too hot"}]}""", "body.temperature: too hot")]
    [InlineData(500, """{"errors":[{"message":"deep down"}]}""", "deep down")]
    public void The_words(int status, string body, string words) =>
        Assert.Contains(words, StatusError.Of(Answer(status), body, Plain).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public void A_redirect_is_told_not_followed(int status)
    {
        OfoxException error = StatusError.Of(Answer(status, "Location: https://elsewhere.test/x"), "moved", Plain);

        Assert.Equal((OfoxErrorKind.OfoxEndpointNotFound, false), (error.Kind, error.Retryable));
        Assert.Contains("https://elsewhere.test/x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_headers_are_read()
    {
        OfoxException error = StatusError.Of(Answer(429, "x-request-id: req_9", "retry-after: 20"), Body, Plain);

        Assert.Equal(("req_9", TimeSpan.FromSeconds(20)), (error.RequestId, error.RetryAfter));
        Assert.Contains("request req_9", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "false", false)]
    [InlineData(500, "false", false)]
    [InlineData(400, "true", true)]
    [InlineData(401, "true", true)]
    public void The_server_knows_best_whether_to_send_again(int status, string header, bool retryable) =>
        Assert.Equal(retryable, StatusError.Of(Answer(status, "x-should-retry: " + header), Body, Plain).Retryable);

    [Theory]
    [InlineData("401", null, "OfoxAuthenticationFailed", false)]
    [InlineData("402", null, "OfoxInsufficientCredits", false)]
    [InlineData("429", null, "OfoxRateLimited", true)]
    [InlineData("502", null, "OfoxServerError", true)]
    [InlineData("200", null, "OfoxServerError", true)]
    [InlineData(null, null, "OfoxServerError", true)]
    [InlineData(null, "server_error", "OfoxServerError", true)]
    [InlineData(null, "rate_limit_error", "OfoxRateLimited", true)]
    [InlineData(null, "permission_error", "OfoxPermissionDenied", false)]
    [InlineData("rate_limit_exceeded", "rate_limit_error", "OfoxRateLimited", true)]
    [InlineData("invalid_api_key", "authentication_error", "OfoxAuthenticationFailed", false)]
    [InlineData(null, "invalid_request_error", "OfoxInvalidRequest", false)]
    public void An_error_though_the_status_was_fine(string? code, string? type, string kind, bool retryable)
    {
        OfoxException error = StatusError.OfBody(new ErrorBody("their words", type, code), Answer(200, "x-request-id: r"), Plain);

        Assert.Equal((kind, retryable, 200, "r"), (error.Kind.ToString(), error.Retryable, error.StatusCode, error.RequestId));
    }

    [Fact]
    public void An_error_inside_a_stream_is_its_own_kind()
    {
        OfoxException error = StatusError.OfStream(
            new ErrorBody("their words", "t", "429"), Answer(200, "x-request-id: r", "retry-after: 3"), Plain, shown: true);

        Assert.Equal(OfoxErrorKind.OfoxStreamError, error.Kind);
        Assert.Equal(
            ("t", "429", "r", TimeSpan.FromSeconds(3), true), (error.Type, error.Code, error.RequestId, error.RetryAfter, error.Retryable));
    }

    [Fact]
    public void A_status_without_a_reason_still_says_something()
    {
        using HttpResponseMessage response = new((HttpStatusCode)599) { ReasonPhrase = null };

        Assert.Contains("599", StatusError.Of(response, string.Empty, Plain).Message, StringComparison.Ordinal);
    }

    private static HttpResponseMessage Answer(int status, params string[] headers) => Reply.Json(string.Empty, status, headers);
}
