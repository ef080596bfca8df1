using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Requests;

/// <summary>What each parameter puts into the body, and that nothing else is in it.</summary>
public sealed class BodyTests : EngineTest
{
    [Theory]
    [InlineData("-Temperature 0.7", "temperature", "0.7")]
    [InlineData("-Temperature 0", "temperature", "0")]
    [InlineData("-MaxTokens 128", "max_tokens", "128")]
    [InlineData("-TopP 0.25", "top_p", "0.25")]
    [InlineData("-FrequencyPenalty -1.5", "frequency_penalty", "-1.5")]
    [InlineData("-PresencePenalty 2", "presence_penalty", "2")]
    [InlineData("-ReasoningEffort High", "reasoning_effort", "\"high\"")]
    [InlineData("-Stop END", "stop", """["END"]""")]
    [InlineData("-Stop END, \"`n\"", "stop", """["END","\n"]""")]
    [InlineData("-Seed 42", "seed", "42")]
    [InlineData("-Seed -1", "seed", "-1")]
    [InlineData("-ResponseFormat JSON_Object", "response_format", """{"type":"json_object"}""")]
    [InlineData("-ResponseFormat text", "response_format", """{"type":"text"}""")]
    [InlineData("-ResponseFormat @{ type = 'json_object' }", "response_format", """{"type":"json_object"}""")]
    [InlineData("-ResponseFormat '{ \"type\": \"text\" }'", "response_format", """{"type":"text"}""")]
    [InlineData("-Routing Latency", "provider", """{"routing":"latency"}""")]
    [InlineData("-Fallback a/b", "provider", """{"fallback":["a/b"]}""")]
    [InlineData("-Fallback a/b, c/d", "provider", """{"fallback":["a/b","c/d"]}""")]
    [InlineData("-Provider @{ type = 'azure_foundry' }", "provider", """{"type":"azure_foundry"}""")]
    [InlineData("-ExtraBody @{ seed = 42 }", "seed", "42")]
    [InlineData("-ExtraBody '{\"stop\":[\"a\",\"b\"]}'", "stop", """["a","b"]""")]
    public void A_parameter_is_one_field(string parameter, string field, string json)
    {
        Engine.Run($"ofox 'in JSON' {parameter}; $null = Get-OfoxStream 'in JSON' {parameter}").Succeeded();

        Assert.Equal(2, Engine.Requests.Count);
        Assert.All(Engine.Requests, request => Assert.Equal(json, new SentRequest(request).Body.GetProperty(field).GetRawText()));
        Assert.Equal(["messages", "model", field], Fields(0).Order(new SameFirst(field)));
        Assert.Equal(["messages", "model", "stream", "stream_options", field], Fields(1).Order(new SameFirst(field)));
    }

    [Fact]
    public void Stream_that_is_false_does_not_stream()
    {
        Engine.Run("ofox 'hi' -Stream:$false").Succeeded();

        Assert.False(Engine.Sent.Has("stream"));
    }

    [Fact]
    public void Lines_of_a_command_are_one_prompt()
    {
        Engine.Run("ofox ('one', '', 'two')").Succeeded();

        Assert.Equal("one\n\ntwo", Engine.Sent.LastText);
    }

    [Fact]
    public void A_table_used_twice_is_no_cycle()
    {
        Engine.Run("$shared = @{ a = 1 }; ofox 'hi' -ExtraBody @{ x = [ordered]@{ one = $shared; two = $shared } }").Succeeded();

        Assert.Equal("""{"one":{"a":1},"two":{"a":1}}""", Engine.Sent.Body.GetProperty("x").GetRawText());
    }

    private string[] Fields(int request) =>
        [.. new SentRequest(Engine.Requests[request]).Body.EnumerateObject().Select(static field => field.Name)];

    /// <summary>By name, with one name at the end.</summary>
    private sealed class SameFirst(string last) : System.Collections.Generic.IComparer<string>
    {
        public int Compare(string? x, string? y) => x == y ? 0 : x == last ? 1 : y == last ? -1 : string.CompareOrdinal(x, y);
    }
}
