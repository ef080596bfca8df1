using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>What the gateway answers to which input.</summary>
public sealed class AnswerTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("[name: ada]\nhi", """[{"role":"user","name":"ada","content":"hi"}]""")]
    [InlineData("[system: be kind]\nhi", """[{"role":"system","content":"be kind"},{"role":"user","content":"hi"}]""")]
    [InlineData("again\n[turns: 2]", """[{"role":"user","content":"hi"},{"role":"assistant","content":"yes?"},{"role":"user","content":"again"}]""")]
    [InlineData("a\nb", """[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]""")]
    [InlineData("[system: s]\n[name: n]\nx\n[turns: 2]", """[{"role":"system","content":"s"},{"role":"user","content":"w"},{"role":"user","name":"n","content":"x"}]""")]
    public async Task Echo(string expected, string messages)
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For("", more: $$"""{"messages":{{messages}}}"""));

        Assert.Equal(expected, answer.Content);
    }

    [Theory]
    [InlineData("plain words")]
    [InlineData("  two  spaces \n and lines\n")]
    [InlineData("ñandú 狐 🦊 \"quotes\" \\ <tag> & \u2028")]
    [InlineData("")]
    public async Task A_stream_says_the_same(string prompt)
    {
        GatewayAnswer whole = await fixture.Client.ChatAsync(Ask.For(prompt));
        GatewayAnswer streamed = await fixture.Client.ChatAsync(Ask.Stream(prompt));

        Assert.Equal(prompt, whole.Content);
        Assert.Equal(prompt, streamed.StreamedText);
        Assert.Equal("[DONE]", streamed.Data[^1]);
    }

    [Fact]
    public async Task A_stream_has_its_role_first_and_its_finish_reason_last()
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.Stream("one two"));

        Assert.Equal(4, answer.Chunks.Count);
        Assert.Equal("assistant", (string?)answer.Deltas[0]["role"]);
        Assert.Equal("stop", (string?)answer.Chunks[^1]["choices"]![0]!["finish_reason"]);
        Assert.All(answer.Chunks, chunk => Assert.Equal("fp_gateway", (string?)chunk["system_fingerprint"]));
        Assert.All(answer.Chunks, chunk => Assert.False(chunk.AsObject().ContainsKey("usage")));
    }

    [Fact]
    public async Task Usage_counts_words_and_images()
    {
        string image = TestImages.DataUrl("image/png", TestImages.Png(2, 2));
        string messages = $$$"""[{"role":"system","content":"a b c"},{"role":"user","content":[{"type":"text","text":"d e"},{"type":"image_url","image_url":{"url":"{{{image}}}"}}]}]""";
        JsonNode usage = (await fixture.Client.ChatAsync(Ask.For("", more: $$"""{"messages":{{messages}}}"""))).Json["usage"]!;

        Assert.Equal(90, (int)usage["prompt_tokens"]!);
        Assert.Equal((int)usage["total_tokens"]!, 90 + (int)usage["completion_tokens"]!);
        Assert.Equal(0, (int)usage["prompt_tokens_details"]!["cached_tokens"]!);
    }

    [Fact]
    public async Task Max_tokens_cuts()
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For("one two three four", more: """{"max_tokens":2}"""));

        Assert.Equal(("one two", "length"), (answer.Content, answer.FinishReason));
        Assert.Equal(2, (int)answer.Json["usage"]!["completion_tokens"]!);
    }

    [Fact]
    public async Task Enough_tokens_do_not_cut() =>
        Assert.Equal("stop", (await fixture.Client.ChatAsync(Ask.For("one two", more: """{"max_tokens":2}"""))).FinishReason);

    [Fact]
    public async Task Stop_words_end_the_text() =>
        Assert.Equal("one ", (await fixture.Client.ChatAsync(Ask.For("one two three", more: """{"stop":["three","two"]}"""))).Content);

    [Fact]
    public async Task Choices_are_numbered()
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For("hi", more: """{"n":3}"""));

        Assert.Equal(["hi", "hi (#2)", "hi (#3)"], answer.Json["choices"]!.AsArray().Select(choice => (string?)choice!["message"]!["content"]));
    }

    [Fact]
    public async Task Streamed_choices_interleave()
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.Stream("a b", more: """{"n":2}"""));

        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1, 1], answer.Chunks.Select(chunk => (int)chunk["choices"]![0]!["index"]!));
    }

    [Fact]
    public async Task An_answer_in_Markdown_has_some_of_all_of_it() =>
        Assert.Matches(@"(?s)\*\*pipeline\*\*.*```powershell\n.*\n```\n\n- ", (await fixture.Client.ChatAsync(Ask.For("Explain it in Markdown."))).Content);

    [Fact]
    public async Task A_story_is_told()
    {
        string? story = (await fixture.Client.ChatAsync(Ask.For("Tell me a story"))).Content;

        Assert.StartsWith("Once upon a time", story);
        Assert.InRange(story!.Split(' ').Length, 50, 80);
    }

    [Fact]
    public async Task Json_object_holds_the_echo()
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For("as JSON: \"x\"", more: """{"response_format":{"type":"json_object"}}"""));

        Assert.Equal("as JSON: \"x\"", (string?)JsonNode.Parse(answer.Content!)!["echo"]);
    }

    [Theory]
    [InlineData("""{"a":"text","b":1,"c":1.5,"d":true,"e":"red"}""", """{"a":{"type":"string"},"b":{"type":"integer"},"c":{"type":"number"},"d":{"type":"boolean"},"e":{"enum":["red","blue"]}}""")]
    [InlineData("""{"a":["text"],"b":{"c":1}}""", """{"a":{"type":"array","items":{"type":"string"}},"b":{"type":"object","properties":{"c":{"type":"integer"}}}}""")]
    [InlineData("""{"a":"text","b":1,"c":null}""", """{"a":{"type":["string","null"]},"b":{"anyOf":[{"type":"null"},{"type":"integer"}]},"c":{"type":"null"}}""")]
    [InlineData("""{"a":"2026-01-02T03:04:05Z","b":5,"c":{"key":1}}""", """{"a":{"type":"string","format":"date-time"},"b":{"type":"integer","minimum":5},"c":{"type":"object","additionalProperties":{"type":"integer"}}}""")]
    [InlineData("""{"n":{"value":"text","next":null}}""", """{"n":{"$ref":"#/$defs/node"}}""")]
    public async Task Json_schema_is_filled(string expected, string properties)
    {
        JsonObject schema = new()
        {
            ["type"] = "object",
            ["properties"] = JsonNode.Parse(properties),
            ["$defs"] = JsonNode.Parse("""{"node":{"type":"object","properties":{"value":{"type":"string"},"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}}}}"""),
        };
        JsonObject request = Ask.For("x");
        request["response_format"] = new JsonObject
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = "s", ["schema"] = schema },
        };
        GatewayAnswer answer = await fixture.Client.ChatAsync(request);

        Assert.Equal(expected, answer.Content);
    }

    [Fact]
    public async Task DeepSeek_thinks_aloud()
    {
        GatewayAnswer whole = await fixture.Client.ChatAsync(Ask.For("hi", "deepseek/deepseek-v3.2"));
        GatewayAnswer streamed = await fixture.Client.ChatAsync(Ask.Stream("hi", "deepseek/deepseek-v3.2"));

        string thought = (string)whole.Message["reasoning_content"]!;
        Assert.NotEmpty(thought);
        Assert.Equal(thought, string.Concat(streamed.Deltas.Select(delta => (string?)delta["reasoning_content"])));
        Assert.Equal("hi", streamed.StreamedText);
    }
}
