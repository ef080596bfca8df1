using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>The options after the question mark of a model id.</summary>
public sealed class OptionTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Chunks_is_one_word_a_chunk_and_the_model_is_named_without_it()
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.Stream("x", "openai/gpt-4o?chunks=200&pace=0"));

        Assert.Equal(200, answer.Deltas.Count(delta => ((string?)delta["content"])?.StartsWith("word", StringComparison.Ordinal) == true));
        Assert.All(answer.Chunks, chunk => Assert.Equal("openai/gpt-4o", (string?)chunk["model"]));
    }

    [Theory]
    [InlineData("asked", true, 1, 0)]
    [InlineData("asked", false, 0, 0)]
    [InlineData("none", true, 0, 0)]
    [InlineData("every", false, 0, 4)]
    [InlineData("null", true, 0, 0)]
    public async Task Usage_in_a_stream(string mode, bool include, int last, int others)
    {
        string more = include ? """{"stream_options":{"include_usage":true}}""" : "{}";
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.Stream("one two", $"openai/gpt-4o?usage={mode}", more));
        ILookup<bool, JsonNode> chunks = answer.Chunks.ToLookup(chunk => chunk["choices"]!.AsArray().Count == 0);

        Assert.Equal(last, chunks[true].Count(chunk => (int)chunk["usage"]!["total_tokens"]! == 4));
        Assert.Equal(others, chunks[false].Count(chunk => chunk["usage"] is not null));
        bool saysNull = mode == "null" || (mode == "asked" && include);
        Assert.Equal(saysNull, answer.Chunks[0].AsObject().ContainsKey("usage") && answer.Chunks[0]["usage"] is null);
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("null", true)]
    public async Task Usage_without_a_stream(string mode, bool named)
    {
        JsonObject json = (await fixture.Client.ChatAsync(Ask.For("x", $"openai/gpt-4o?usage={mode}"))).Json.AsObject();

        Assert.Equal((named, true), (json.ContainsKey("usage"), json["usage"] is null));
    }

    [Fact]
    public async Task Content_in_parts()
    {
        JsonArray parts = (await fixture.Client.ChatAsync(Ask.For("one two", "openai/gpt-4o?content=parts"))).Message["content"]!.AsArray();

        Assert.Equal(["one ", "two"], parts.Select(part => (string?)part!["text"]));
        Assert.All(parts, part => Assert.Equal("text", (string?)part!["type"]));
    }

    [Theory]
    [InlineData("eos", "eos")]
    [InlineData("", "")]
    [InlineData("null", null)]
    [InlineData("end%20turn", "end turn")]
    public async Task Finish(string option, string? expected)
    {
        Assert.Equal(expected, (await fixture.Client.ChatAsync(Ask.For("x", $"openai/gpt-4o?finish={option}"))).FinishReason);
        GatewayAnswer streamed = await fixture.Client.ChatAsync(Ask.Stream("x", $"openai/gpt-4o?finish={option}"));
        Assert.Equal(expected, (string?)streamed.Chunks[^1]["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task Reasoning()
    {
        GatewayAnswer whole = await fixture.Client.ChatAsync(Ask.For("x", "openai/gpt-4o?reasoning=because+of%20this"));
        GatewayAnswer streamed = await fixture.Client.ChatAsync(Ask.Stream("x", "openai/gpt-4o?reasoning=because+of%20this"));

        Assert.Equal("because of this", (string?)whole.Message["reasoning"]);
        Assert.Equal(3, (int)whole.Json["usage"]!["completion_tokens_details"]!["reasoning_tokens"]!);
        Assert.Equal(["because ", "of ", "this"], streamed.Deltas.Select(delta => (string?)delta["reasoning"]).OfType<string>());
    }

    [Fact]
    public async Task Refuse()
    {
        GatewayAnswer whole = await fixture.Client.ChatAsync(Ask.For("x", "openai/gpt-4o?refuse=true"));
        GatewayAnswer streamed = await fixture.Client.ChatAsync(Ask.Stream("x", "openai/gpt-4o?refuse"));

        Assert.Null(whole.Content);
        Assert.Equal((string?)whole.Message["refusal"], string.Concat(streamed.Deltas.Select(delta => (string?)delta["refusal"])));
    }

    [Fact]
    public async Task Unknown_fields_at_every_level()
    {
        GatewayAnswer whole = await fixture.Client.ChatAsync(Ask.For("x", "openai/gpt-4o?unknown=true"));
        GatewayAnswer streamed = await fixture.Client.ChatAsync(Ask.Stream("x", "openai/gpt-4o?unknown=true"));

        Assert.All([whole.Json, whole.Choice, whole.Message, whole.Json["usage"]!], json => Assert.NotNull(json["x_gateway"]));
        Assert.Contains("123456789012345678901234567890", whole.Text);
        Assert.All(streamed.Deltas, delta => Assert.NotNull(delta["x_gateway"]!["nested"]!["deeper"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gzip(bool stream)
    {
        JsonObject request = stream ? Ask.Stream("zip zap", "openai/gpt-4o?gzip=true") : Ask.For("zip zap", "openai/gpt-4o?gzip=true");
        using HttpResponseMessage response = await fixture.Client.OpenAsync(request);
        await using GZipStream body = new(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using StreamReader reader = new(body, Encoding.UTF8);
        string text = await reader.ReadToEndAsync();

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.Contains(stream ? "data: [DONE]" : "\"zip zap\"", text);
    }

    [Fact]
    public async Task Gzip_does_not_keep_events_back()
    {
        using EventReader reader = await EventReader.OpenAsync(await fixture.Client.OpenAsync(Ask.Stream("a b c", "openai/gpt-4o?gzip=true&hold=3")));

        Assert.Equal(3, (await reader.ReadAsync(3)).Count);
        Assert.Equal(1, fixture.Server.Release());
        Assert.Equal("[DONE]", (await reader.ReadToEndAsync())[^1]);
    }

    [Fact]
    public async Task Delay_pace_and_limits_do_not_change_the_answer()
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.Stream("a b", "openai/gpt-4o?delay=1&pace=1&remaining=0&reset=1ms&case=of-its-own"));

        Assert.Equal("a b", answer.StreamedText);
        Assert.Equal(("0", "1ms"), (answer.Headers["x-ratelimit-remaining-requests"], answer.Headers["x-ratelimit-reset-requests"]));
    }
}
