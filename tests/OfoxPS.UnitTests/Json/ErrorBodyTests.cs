using System.Linq;
using System.Text.Json;
using OfoxPS.Core.Errors;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>Errors in the shapes in which servers write them.</summary>
public sealed class ErrorBodyTests
{
    [Theory]
    [InlineData("""{"error":{"code":"invalid_api_key","message":"m","type":"authentication_error"}}""", "m", "authentication_error",
        "invalid_api_key")]
    [InlineData("""{"error":{"message":"m","type":"invalid_request_error","code":400}}""", "m", "invalid_request_error", "400")]
    [InlineData("""{"error":{"message":"m","type":"t","param":"p","code":null}}""", "m", "t", null)]
    [InlineData("""{"error":{"code":402,"message":"m","metadata":{"a":1}}}""", "m", null, "402")]
    [InlineData("""{"object":"error","message":"m","type":"BadRequestError","param":null,"code":400}""", "m", "BadRequestError", "400")]
    [InlineData("""{"error":"m"}""", "m", null, null)]
    [InlineData("""{"error":"m","type":"t","code":7}""", "m", "t", "7")]
    [InlineData("""{"detail":"m"}""", "m", null, null)]
    [InlineData("""{"detail":[{"loc":["body"],"msg":"a","type":"x"},{"msg":"b"}]}""", "body: a; b", null, null)]
    [InlineData("""{"detail":{"reason":"m"}}""", """{"detail":{"reason":"m"}}""", null, null)]
    [InlineData("""[{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED"}}]""", "m", "RESOURCE_EXHAUSTED", "429")]
    [InlineData("""{"message":"m"}""", "m", null, null)]
    [InlineData("""{"error":{"type":"t"}}""", """{"type":"t"}""", "t", null)]
    [InlineData("""{"error":{"message":{"text":"m"}}}""", """{"message":{"text":"m"}}""", null, null)]
    [InlineData("""{"error":{"message":"m"},"choices":[]}""", "m", null, null)]
    [InlineData("""{"error":["a","b"]}""", "a; b", null, null)]
    [InlineData("""{"error":"Not Found","message":"No route","status":404}""", "Not Found: No route", null, null)]
    public void An_error(string json, string message, string? type, string? code)
    {
        ErrorBody error = ErrorBody.Parse(json)!;

        Assert.Equal((message, type, code, json), (error.Message, error.Type, error.Code, error.Raw));
    }

    [Theory]
    [InlineData("""{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"at most 1 image"""
        + """ per prompt\"}}","provider_name":"Crucible"}}}""", "Provider returned error: at most 1 image per prompt (Crucible)")]
    [InlineData("""{"error":{"message":"Provider returned error","metadata":{"provider_name":"Crucible","raw":{"error":{"message":"too """
        + """long"}}}}}""", "Provider returned error: too long (Crucible)")]
    [InlineData("""{"error":{"message":"Provider returned error","metadata":{"raw":"plain words"}}}""",
        "Provider returned error: plain words")]
    [InlineData("""{"error":{"message":"Provider returned error","metadata":{"raw":"{\"detail\":[{\"loc\":[\"body\",\"top_k\"],\"msg\":"""
        + """\"extra\"}]}"}}}""", "Provider returned error: body.top_k: extra")]
    [InlineData("""{"error":{"message":"flagged","metadata":{"reasons":["violence","self-harm"],"provider_name":"P"}}}""",
        "flagged: violence; self-harm (P)")]
    [InlineData("""{"error":{"message":"Filtered.","innererror":{"code":"ResponsibleAIPolicyViolation","message":"hate"}}}""",
        "Filtered: hate")]
    [InlineData("""{"error":{"message":"Bad request: too hot","details":[{"description":"too hot"}]}}""", "Bad request: too hot")]
    [InlineData("""{"error":{"message":"Invalid","status":"INVALID_ARGUMENT","details":[{"@type":"x/BadRequest","fieldViolations":["""
        + """{"field":"contents","description":"is empty"}]}]}}""", "Invalid: contents: is empty")]
    [InlineData("""{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs """
        + """are not permitted"}]},"type":"invalid_request_error"}""", "body.stream_options: Extra inputs are not permitted")]
    [InlineData("""{"detail":{"error":{"message":"m"}}}""", "m")]
    [InlineData("""{"errors":[{"detail":"a"},{"detail":"b"}]}""", "a; b")]
    [InlineData("""{"errors":{"temperature":["too high"]},"title":"One or more errors."}""", "One or more errors: temperature: too high")]
    [InlineData("""{"fault":{"faultstring":"quota","detail":{"errorcode":"x"}}}""", "quota")]
    [InlineData("""{"error_msg":"baidu","error_code":17}""", "baidu")]
    [InlineData("""{"Message":"aws"}""", "aws")]
    [InlineData("""{"error":"litellm","detail":"the reason"}""", "litellm: the reason")]
    public void What_a_cover_hides_is_told(string json, string message) => Assert.Equal(message, ErrorBody.Parse(json)!.Message);

    [Theory]
    [InlineData("""{"detail":[{"loc":["body","stream_options"],"msg":"x"},{"loc":["body","messages",0,"content"],"msg":"y"}]}""",
        "stream_options messages 0 content")]
    [InlineData("""{"error":{"message":"m","param":"max_tokens"}}""", "max_tokens")]
    [InlineData("""{"error":{"message":"m","details":[{"fieldViolations":[{"field":"generation_config"}]}]}}""", "generation_config")]
    [InlineData("""{"errors":{"top_p":["no"]}}""", "top_p")]
    [InlineData("""{"error":{"message":"m"}}""", "")]
    public void The_fields_that_are_refused(string json, string fields) =>
        Assert.Equal(fields, string.Join(" ", ErrorBody.Parse(json)!.Fields));

    [Fact]
    public void Covers_within_covers_end_somewhere()
    {
        string json = string.Concat(Enumerable.Repeat("""{"error":""", 50)) + "1" + new string('}', 50);

        Assert.NotNull(ErrorBody.Parse(json));
    }

    [Theory]
    [InlineData("""{"choices":[],"error":null}""")]
    [InlineData("""{"choices":[],"message":"m","detail":"d"}""")]
    [InlineData("""{"error":false}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[[[]]]")]
    [InlineData("null")]
    [InlineData("42")]
    [InlineData("\"error\"")]
    [InlineData("""{"message":{"a":1}}""")]
    [InlineData("")]
    [InlineData("{\"error\":")]
    [InlineData("<html>error</html>")]
    public void No_error(string text) => Assert.Null(ErrorBody.Parse(text));

    [Fact]
    public void Half_a_character_does_no_harm()
    {
        ErrorBody? error = ErrorBody.Parse("""{"error":{"message":"a\ud83eb","code":"c"}}""");

        Assert.Equal("c", error?.Code);
    }

    [Fact]
    public void Nesting_beyond_reason_is_no_error() =>
        Assert.Null(ErrorBody.Parse(new string('[', 10000) + new string(']', 10000)));

    [Fact]
    public void An_element_is_read_as_its_text_is()
    {
        using JsonDocument document = JsonDocument.Parse("""{"error":{"message":"m","code":true}}""");

        Assert.Equal(
            ("m", null, "true", true), ErrorBody.Read(document.RootElement) is { } error
            ? (error.Message, error.Type, error.Code, error.IsOfApi) : default);
    }
}
