using System.Text.Json;
using OfoxPS.Core.Json;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>Errors in the shapes in which servers write them.</summary>
public sealed class ErrorBodyTests
{
    [Theory]
    [InlineData("""{"error":{"code":"invalid_api_key","message":"m","type":"authentication_error"}}""", "m", "authentication_error", "invalid_api_key")]
    [InlineData("""{"error":{"message":"m","type":"invalid_request_error","code":400}}""", "m", "invalid_request_error", "400")]
    [InlineData("""{"error":{"message":"m","type":"t","param":"p","code":null}}""", "m", "t", null)]
    [InlineData("""{"error":{"code":402,"message":"m","metadata":{"a":1}}}""", "m", null, "402")]
    [InlineData("""{"object":"error","message":"m","type":"BadRequestError","param":null,"code":400}""", "m", "BadRequestError", "400")]
    [InlineData("""{"error":"m"}""", "m", null, null)]
    [InlineData("""{"error":"m","type":"t","code":7}""", "m", "t", "7")]
    [InlineData("""{"detail":"m"}""", "m", null, null)]
    [InlineData("""{"detail":[{"loc":["body"],"msg":"a","type":"x"},{"msg":"b"}]}""", "a; b", null, null)]
    [InlineData("""{"detail":{"reason":"m"}}""", """{"reason":"m"}""", null, null)]
    [InlineData("""[{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED"}}]""", "m", null, "429")]
    [InlineData("""{"message":"m"}""", "m", null, null)]
    [InlineData("""{"error":{"type":"t"}}""", """{"type":"t"}""", "t", null)]
    [InlineData("""{"error":{"message":{"text":"m"}}}""", """{"message":{"text":"m"}}""", null, null)]
    [InlineData("""{"error":{"message":"m"},"choices":[]}""", "m", null, null)]
    [InlineData("""{"error":["a","b"]}""", """["a","b"]""", null, null)]
    [InlineData("""{"error":"Not Found","message":"No route","status":404}""", "Not Found: No route", null, null)]
    public void An_error(string json, string message, string? type, string? code) =>
        Assert.Equal(new ErrorBody(message, type, code), ErrorBody.Parse(json)! with { IsOfApi = false });

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

        Assert.Equal(new ErrorBody("m", null, "true") { IsOfApi = true }, ErrorBody.Read(document.RootElement));
    }
}
