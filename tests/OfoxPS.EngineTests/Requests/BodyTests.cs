using System;
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

    [Theory]
    [InlineData("auto", "\"auto\"")]
    [InlineData("NONE", "\"none\"")]
    [InlineData("required", "\"required\"")]
    [InlineData("f", """{"type":"function","function":{"name":"f"}}""")]
    [InlineData("([OfoxPS.ChatTool] @{ Name = 'f' })", """{"type":"function","function":{"name":"f"}}""")]
    [InlineData("'{\"type\":\"function\",\"function\":{\"name\":\"f\"}}'", """{"type":"function","function":{"name":"f"}}""")]
    public void A_choice_of_tool_is_the_word_or_the_function(string choice, string json)
    {
        Engine.Run($"ofox 'hi' -Tool @{{ name = 'f' }} -ToolChoice {choice}").Succeeded();

        Assert.Equal(json, Engine.Sent.Body.GetProperty("tool_choice").GetRawText());
    }

    [Fact]
    public void A_stream_asks_for_usage()
    {
        Engine.Run("ofox 'hi' -Stream").Succeeded();

        Assert.Equal("""{"include_usage":true}""", Engine.Sent.Body.GetProperty("stream_options").GetRawText());
    }

    [Fact]
    public void Stream_that_is_false_does_not_stream()
    {
        Engine.Run("ofox 'hi' -Stream:$false").Succeeded();

        Assert.False(Engine.Sent.Has("stream"));
    }

    [Fact]
    public void A_request_says_what_it_is()
    {
        Engine.Run("ofox 'hi'").Succeeded();

        var entry = Engine.Sent.Entry;
        Assert.Equal(("POST", "/v1/chat/completions", "application/json; charset=utf-8"), (entry.Method, entry.Path, entry.Headers["Content-Type"]));
        Assert.Equal($"{entry.BodyLength}", entry.Headers["Content-Length"]);
        Assert.Matches(@"^OfoxPS/\d+\.\d+\.\d+", entry.Headers["User-Agent"]);
    }

    [Fact]
    public void Provider_wins_over_routing_and_fallback()
    {
        Engine.Run("ofox 'hi' -Routing cost -Fallback a/b -Provider @{ routing = 'latency' }").Succeeded();

        Assert.Equal("""{"routing":"latency","fallback":["a/b"]}""", Engine.Sent.Body.GetProperty("provider").GetRawText());
    }

    [Fact]
    public void Extra_fields_replace_the_parameters_own_and_are_sent_once()
    {
        Engine.Run("ofox 'hi' -Temperature 1.5 -ExtraBody @{ temperature = 0.5 } -WarningAction SilentlyContinue").Succeeded();

        Assert.Equal(["0.5"], Engine.Sent.Body.EnumerateObject().Where(static field => field.Name == "temperature").Select(static field => field.Value.GetRawText()));
    }

    [Fact]
    public void A_parameter_of_null_is_not_given()
    {
        Engine.Run("ofox 'hi' -Temperature $null -MaxTokens $null -Tool $null -ToolChoice $null -ResponseFormat $null -Provider $null -ExtraBody $null -System $null").Succeeded();

        Assert.Equal(["model", "messages"], Fields(0));
    }

    [Fact]
    public void Defaults_of_the_session_for_parameters_are_taken()
    {
        Engine.Run("$PSDefaultParameterValues = @{ 'Invoke-OfoxChat:MaxTokens' = 7 }; ofox 'hi'").Succeeded();

        Assert.Equal(7, Engine.Sent.Body.GetProperty("max_tokens").GetInt32());
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

    [Fact]
    public void Characters_arrive_as_they_are()
    {
        const string Text = "quotes \" and \\ back, tab\t, ü, 漢字, \U0001F98A";

        Engine.Run("param($text) ofox $text", Text).Succeeded();

        Assert.Equal(Text, Engine.Sent.LastText);
        Assert.Contains("\U0001F98A", Engine.Sent.Entry.Body, StringComparison.Ordinal);
    }

    private string[] Fields(int request) => [.. new SentRequest(Engine.Requests[request]).Body.EnumerateObject().Select(static field => field.Name)];

    /// <summary>By name, with one name at the end.</summary>
    private sealed class SameFirst(string last) : System.Collections.Generic.IComparer<string>
    {
        public int Compare(string? x, string? y) => x == y ? 0 : x == last ? 1 : y == last ? -1 : string.CompareOrdinal(x, y);
    }
}
