using System;
using System.Collections;
using System.Collections.Specialized;
using System.Text.Json.Nodes;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>A request's JSON, to the byte.</summary>
public sealed class RequestWriterTests
{
    private const string Start = """{"model":"asked/model","messages":[{"role":"user","content":"hi"}]""";

    [Fact]
    public void Nothing_but_what_was_asked() => Assert.Equal(Start + "}", Ask.Json(Ask.Plain));

    [Fact]
    public void Every_typed_field_in_its_order() => Assert.Equal(
        Start + ""","temperature":0.5,"max_tokens":100,"top_p":0.9,"frequency_penalty":-2,"presence_penalty":1.25,"stream":true"""
            + ""","stream_options":{"include_usage":true},"tools":[{"type":"function","function":{"name":"f"}}]"""
            + ""","tool_choice":"auto","response_format":{"type":"json_object"},"provider":{"routing":"cost"}}""",
        Ask.Json(Ask.Plain with
        {
            Temperature = 0.5,
            MaxTokens = 100,
            TopP = 0.9,
            FrequencyPenalty = -2,
            PresencePenalty = 1.25,
            Stream = true,
            Tools = [new ChatTool { Name = "f" }],
            ToolChoice = "auto",
            ResponseFormat = new OrderedDictionary { ["type"] = "json_object" },
            Provider = new OrderedDictionary { ["routing"] = "cost" },
        }));

    [Fact]
    public void Zero_is_not_absent() => Assert.Equal(
        Start + ""","temperature":0,"max_tokens":0,"top_p":0,"frequency_penalty":0,"presence_penalty":0}""",
        Ask.Json(Ask.Plain with { Temperature = 0, MaxTokens = 0, TopP = 0, FrequencyPenalty = 0, PresencePenalty = 0 }));

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1, "1")]
    [InlineData(1e-7, "1E-07")]
    [InlineData(1.0 / 3, "0.3333333333333333")]
    [InlineData(-2, "-2")]
    public void A_number_is_written_as_short_as_it_is_exact(double number, string json) =>
        Assert.Equal(Start + $$""","temperature":{{json}}}""", Ask.Json(Ask.Plain with { Temperature = number }));

    [Theory]
    [InlineData("日本語 العربية עברית é")]
    [InlineData("🦊👩‍👩‍👧")]
    [InlineData("a+b=c&d<e>f'g`h/i")]
    [InlineData("\u2028\u00A0\uE000")]
    public void Text_is_not_escaped(string text) =>
        Assert.Contains($"\"content\":\"{text}\"", Ask.Json(Ask.With(new ChatMessage("user", text))), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"", "\\\"")]
    [InlineData("\\", "\\\\")]
    [InlineData("\n\r\t", "\\n\\r\\t")]
    [InlineData("\u0001\u001f", "\\u0001\\u001[fF]")]
    public void What_JSON_wants_escaped_is(string text, string json)
    {
        string written = Ask.Json(Ask.With(new ChatMessage("user", text)));

        Assert.Matches("\"content\":\"" + json.Replace("\\", "\\\\", StringComparison.Ordinal) + "\"", written);
        Assert.Equal(text, (string?)JsonNode.Parse(written)!["messages"]![0]!["content"]);
    }

    [Theory]
    [InlineData("a", 0xD83D, "")]
    [InlineData("", 0xDD8A, "b")]
    [InlineData("a", 0xD83E, "b")]
    public void Half_a_character_is_refused(string before, int half, string after)
    {
        string text = before + (char)half + after;
        OfoxException error = Assert.Throws<OfoxException>(() => RequestWriter.Write(Ask.With(new ChatMessage("user", text))));

        Assert.Equal(OfoxErrorKind.OfoxInvalidArgument, error.Kind);
    }

    [Fact]
    public void Half_a_character_in_an_extra_field_is_refused() => Assert.Equal(
        OfoxErrorKind.OfoxInvalidArgument,
        Assert.Throws<OfoxException>(() => RequestWriter.Write(Ask.Plain with { Extra = new Hashtable { ["x"] = "\ud83d" } })).Kind);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_JSON_does_not_have_is_refused(double number)
    {
        OfoxException typed = Assert.Throws<OfoxException>(() => RequestWriter.Write(Ask.Plain with { Temperature = number }));
        OfoxException extra =
            Assert.Throws<OfoxException>(() => RequestWriter.Write(Ask.Plain with { Extra = new Hashtable { ["x"] = (float)number } }));

        Assert.Equal((OfoxErrorKind.OfoxInvalidArgument, OfoxErrorKind.OfoxInvalidArgument), (typed.Kind, extra.Kind));
        Assert.False(typed.Retryable);
    }

    public static TheoryData<string, string> Messages => new()
    {
        { """{"role":"system","content":"Be brief."}""", "system" },
        { """{"role":"user","content":"hi","name":"Ada"}""", "named" },
        { """{"role":"user","content":""}""", "empty" },
        { """{"role":"assistant","content":"hello"}""", "assistant" },
        { """{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\": """
            + """1}"}}]}""", "call" },
        { """{"role":"assistant","content":"I look.","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}"""
            + """,{"id":"b","type":"custom","function":{"name":"g","arguments":"{}"}}]}""", "calls" },
        { """{"role":"tool","content":"42","tool_call_id":"a"}""", "tool" },
        { """{"role":"developer","content":"x"}""", "developer" },
        { """{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https:"""
            + """//x/y.png","detail":"low"}},{"type":"text","text":"b"}]}""", "parts" },
        { """{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/y.png?a=1&b=2"}}]}""", "no detail" },
        { """{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}""", "unknown part" },
        { """{"role":"user","content":[]}""", "no parts" },
        { """{"role":"user","content":"hi","cache_control":{"type":"ephemeral"}}""", "extra" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_as_documented(string json, string which) =>
        Assert.Equal($$"""{"model":"asked/model","messages":[{{json}}]}""", Ask.Json(Ask.With(MessageOf(which))));

    [Fact]
    public void Messages_keep_their_order() => Assert.Equal(
        """{"model":"asked/model","messages":[{"role":"system","content":"s"},{"role":"user","content":"1"},"""
            + """{"role":"assistant","content":"2"},{"role":"user","content":"3"}]}""",
        Ask.Json(Ask.With(new("system", "s"), new("user", "1"), new("assistant", "2"), new("user", "3"))));

    [Fact]
    public void A_tool_with_everything() => Assert.Equal(
        Start + ""","tools":[{"type":"function","function":{"name":"get_weather","description":"The weather — now","parameters":"""
            + """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false},"strict":"""
            + """true,"x_hint":1}}]}""",
        Ask.Json(Ask.Plain with
        {
            Tools =
            [
                new ChatTool
                {
                    Name = "get_weather",
                    Description = "The weather — now",
                    Strict = true,
                    Schema = new OrderedDictionary
                    {
                        ["type"] = "object",
                        ["properties"] = new OrderedDictionary { ["city"] = new OrderedDictionary { ["type"] = "string" } },
                        ["required"] = new[] { "city" },
                        ["additionalProperties"] = false,
                    },
                    AdditionalProperties = { ["x_hint"] = 1 },
                },
            ],
        }));

    [Fact]
    public void An_empty_schema_is_sent() => Assert.Contains(
        "\"parameters\":{}", Ask.Json(Ask.Plain with { Tools = [new ChatTool { Name = "f", Schema = new OrderedDictionary() }] }),
            StringComparison.Ordinal);

    [Fact]
    public void A_tool_choice_that_names_a_function() => Assert.Equal(
        Start + ""","tool_choice":{"type":"function","function":{"name":"f"}}}""",
        Ask.Json(Ask.Plain with
        {
            ToolChoice =
            new OrderedDictionary { ["type"] = "function", ["function"] = new OrderedDictionary { ["name"] = "f" } }
        }));

    [Fact]
    public void The_length_counts_bytes_not_characters()
    {
        RequestBody body = RequestWriter.Write(Ask.With(new ChatMessage("user", "日本")));

        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(body.Describe()), body.Length);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200_000)]
    public void What_could_not_be_written_leaves_nothing_in_the_next_request_and_no_request_changes_when_another_is_written(int length)
    {
        RequestBody first = RequestWriter.Write(Ask.With(new ChatMessage("user", new string('a', length))));
        string before = first.ToText();

        Assert.Throws<OfoxException>(
            () => RequestWriter.Write(Ask.With(new ChatMessage("user", "written"), new ChatMessage("user", "\ud83d"))));
        RequestBody second = RequestWriter.Write(Ask.With(new ChatMessage("user", "b")));

        Assert.Equal(before, first.ToText());
        Assert.Equal(before.Replace(new string('a', length), "b", StringComparison.Ordinal), second.ToText());
    }

    private static ChatMessage MessageOf(string which) => which switch
    {
        "system" => new("system", "Be brief."),
        "named" => new("user", "hi") { Name = "Ada" },
        "empty" => new("user", string.Empty),
        "assistant" => new("assistant", "hello"),
        "call" => new("assistant", null) { ToolCalls = [new("a", "f", """{"x": 1}""")] },
        "calls" => new("assistant", "I look.") { ToolCalls = [new("a", "f", string.Empty), new("b", "g", "{}") { Type = "custom" }] },
        "tool" => new("tool", "42") { ToolCallId = "a" },
        "developer" => new("developer", "x"),
        "parts" => Parts(
            ChatContentPart.FromText("a"), ChatContentPart.FromImageUrl("https://x/y.png", "low"), ChatContentPart.FromText("b")),
        "no detail" => Parts(ChatContentPart.FromImageUrl("https://x/y.png?a=1&b=2")),
        "unknown part" => Parts(new ChatContentPart
        {
            Type = "input_audio",
            AdditionalProperties = { ["input_audio"] = new OrderedDictionary { ["data"] = "AA==", ["format"] = "wav" } },
        }),
        "no parts" => Parts(),
        "extra" => new("user", "hi") { AdditionalProperties = { ["cache_control"] = new OrderedDictionary { ["type"] = "ephemeral" } } },
        _ => throw new ArgumentOutOfRangeException(nameof(which)),
    };

    private static ChatMessage Parts(params ChatContentPart[] parts) => new("user", null) { Content = parts };
}
