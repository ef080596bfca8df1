using System.Text.Json;
using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Secrets in texts, and in JSON, which stays JSON.</summary>
public sealed class RedactorTests
{
    [Theory]
    [InlineData("""{"a":"secret"}""", """{"a":"****"}""")]
    [InlineData("""{"secret":1}""", """{"****":1}""")]
    [InlineData("""{"n":12345678,"t":"12345678"}""", """{"n":12345678,"t":"****"}""")]
    [InlineData("""{"a":"\nabcd", "b":"x\"secret\""}""", """{"a":"\nabcd", "b":"x\"****\""}""")]
    [InlineData("""{"a":"\u0073ecret"}""", """{"a":"****"}""")]
    [InlineData("""{"a":"{\"b\":\"\\u0073ecret\"}"}""", """{"a":"{\"b\":\"****\"}"}""")]
    [InlineData("""["secret secrets asecret", "sec", "ret"]""", """["**** secrets asecret", "sec", "ret"]""")]
    public void Inside_strings_of_JSON(string json, string clean)
    {
        string result = new Redactor(static () => ["secret", "12345678", "nabcd"]).CleanJson(json);

        Assert.Equal(clean, result);
        JsonDocument.Parse(result).Dispose();
    }

    [Theory]
    [InlineData("data: {\"n\":12345678,\"t\":\"12345678\"}\n\n", "data: {\"n\":12345678,\"t\":\"****\"}\n\n")]
    [InlineData(": secret\r\ndata: secret\r\n", ": ****\r\ndata: ****\r\n")]
    [InlineData("data: {\"t\":\"cut secret", "data: {\"t\":\"cut ****")]
    [InlineData("<p>secret</p>", "<p>****</p>")]
    public void In_any_body(string body, string clean) =>
        Assert.Equal(clean, new Redactor(static () => ["secret", "12345678"]).CleanJson(body));
}
