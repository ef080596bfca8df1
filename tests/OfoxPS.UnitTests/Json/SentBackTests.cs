using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>An answer that becomes part of the next request: what of it goes back, and when.</summary>
public sealed class SentBackTests
{
    private static readonly ChatMessage Answered = new("tool", "42") { ToolCallId = "a" };

    [Fact]
    public void Reasoning_goes_back_while_calls_are_answered()
    {
        JsonNode message = Sent(1, new("user", "q"), Received(calls: true), Answered);

        Assert.Equal("""[{"type":"reasoning.text","text":"hm","signature":"s","index":0}]""", message["reasoning_details"]!.ToJsonString());
        Assert.Equal("hm", (string?)message["reasoning_content"]);
    }

    [Fact]
    public void Reasoning_goes_back_on_every_round_of_one_loop()
    {
        ChatMessage[] messages = [new("user", "q"), Received(calls: true), Answered, Received(calls: true), Answered];

        Assert.Equal(("hm", "hm"), ((string?)Sent(1, messages)["reasoning_content"], (string?)Sent(3, messages)["reasoning_content"]));
    }

    [Fact]
    public void Reasoning_of_a_turn_with_tools_goes_back_for_the_rest_of_the_conversation()
    {
        ChatMessage[] messages =
            [new("user", "q"), Received(calls: true), Answered, Received(calls: false), new("user", "more"), Received(calls: false),
                new("user", "and?")];

        Assert.Equal(
            ("hm", "hm", null),
            ((string?)Sent(1, messages)["reasoning_content"], (string?)Sent(3, messages)["reasoning_content"],
                (string?)Sent(5, messages)["reasoning_content"]));
    }

    [Fact]
    public void Empty_reasoning_goes_back_too()
    {
        ChatMessage answer = Received(calls: true);
        answer.AdditionalProperties["reasoning_content"] = string.Empty;

        Assert.Equal(string.Empty, (string?)Sent(1, new("user", "q"), answer, Answered, new("user", "more"))["reasoning_content"]);
    }

    [Fact]
    public void Another_model_gets_neither_reasoning_nor_signatures()
    {
        ChatMessage answer = Received(calls: true);
        answer.Model = "other/model";
        answer.ToolCalls[0].AdditionalProperties["extra_content"] = "sig";
        answer.ToolCalls[0].FunctionProperties["thought_signature"] = "sig";

        JsonNode message = Sent(1, new("user", "q"), answer, Answered, new("user", "more"));

        Assert.Equal(
            """{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}""",
            message.ToJsonString());
    }

    [Fact]
    public void Fields_of_nothing_are_not_sent_back()
    {
        ChatMessage answer = Received(calls: true);
        answer.AdditionalProperties["audio"] = null;

        Assert.False(Sent(1, new("user", "q"), answer, Answered).AsObject().ContainsKey("audio"));
    }

    [Theory]
    [InlineData(true, "<think>\nhm\n</think>\n\nI look.")]
    [InlineData(false, "I look.")]
    public void Thinking_between_tags_goes_back_as_it_came_with_its_turn_of_tools(bool calls, string content)
    {
        ChatMessage answer = new(
            "assistant", "I look.")
        {
            Model = "asked/model",
            Tagged = "<think>\nhm\n</think>\n\n",
            ToolCalls = calls ? [new("a", "f", "{}")]
            : []
        };
        ChatMessage[] messages = calls ? [new("user", "q"), answer, Answered, new("user", "more")]
            : [new("user", "q"), answer, new("user", "more")];

        Assert.Equal(content, (string?)Sent(1, messages)["content"]);
    }

    [Theory]
    [InlineData(true, """[{"type":"thinking","thinking":"hm"},{"type":"text","text":"I look."}]""")]
    [InlineData(false, "\"I look.\"")]
    public void Parts_of_thinking_go_back_with_their_turn_of_tools(bool calls, string content)
    {
        ChatContentPart[] parts =
            [new() { Type = "thinking", AdditionalProperties = { ["thinking"] = "hm" } }, ChatContentPart.FromText("I look.")];
        ChatMessage answer =
            new("assistant", null) { Content = parts, Model = "asked/model", ToolCalls = calls ? [new("a", "f", "{}")] : [] };
        ChatMessage[] messages = calls ? [new("user", "q"), answer, Answered, new("user", "more")]
            : [new("user", "q"), answer, new("user", "more")];

        Assert.Equal(content, Sent(1, messages)["content"]!.ToJsonString());
    }

    [Fact]
    public void Reasoning_of_an_answer_without_calls_stays_here() =>
        Assert.Equal(["role", "content"], Names(1, new("user", "q"), Received(calls: false), new("user", "more")));

    [Fact]
    public void What_the_user_put_on_a_message_goes_always()
    {
        ChatMessage mine = new("assistant", "x") { AdditionalProperties = { ["reasoning_content"] = "mine" } };

        Assert.Equal("mine", (string?)Sent(0, mine, new("user", "more"))["reasoning_content"]);
    }

    [Fact]
    public void A_signature_on_a_call_goes_back_always()
    {
        ChatMessage answer = Received(calls: true);
        answer.ToolCalls[0].AdditionalProperties["extra_content"] = new Dictionary<string, object> { ["thought_signature"] = "s" };

        JsonNode call = Sent(1, new("user", "q"), answer, Answered, new("assistant", "x"), new("user", "more"))["tool_calls"]![0]!;

        Assert.Equal(
            """{"id":"a","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":{"thought_signature":"s"}}""",
            call.ToJsonString());
    }

    [Fact]
    public void A_refusal_goes_back_as_something_a_server_takes()
    {
        ChatMessage answer = new("assistant", null) { Refusal = "I can't.", Model = "asked/model" };

        JsonNode message = Sent(1, new("user", "q"), answer, new("user", "more"));

        Assert.True((string?)message["refusal"] == "I can't." || (string?)message["content"] == "I can't.", message.ToJsonString());
    }

    public static TheoryData<ChatMessage> EmptyAnswers =>
    [
        new ChatMessage("assistant", null) { Model = "asked/model" },
        new ChatMessage("assistant", string.Empty) { Model = "asked/model", AdditionalProperties = { ["reasoning_content"] = "hm" } },
        new ChatMessage("assistant", " \n"),
        new ChatMessage("assistant", null) { Model = "asked/model", Tagged = "<think>hm</think>" },
        new ChatMessage(
            "assistant", null) { Model = "asked/model",
            Content = new[] { new ChatContentPart { Type = "thinking", AdditionalProperties = { ["thinking"] = "hm" } } } },
    ];

    [Theory]
    [MemberData(nameof(EmptyAnswers))]
    public void An_answer_that_says_nothing_stays_here(ChatMessage answer)
    {
        JsonArray sent = JsonNode.Parse(Ask.Json(Ask.With(new("user", "q"), answer, new("user", "more"))))!["messages"]!.AsArray();

        Assert.Equal(["q", "more"], sent.Select(static message => (string?)message!["content"]));
    }

    [Fact]
    public void A_field_is_written_once()
    {
        ChatMessage mine = new("user", "x") { AdditionalProperties = { ["role"] = "system", ["content"] = "injected", ["name"] = "Ada" } };

        Assert.EndsWith("""[{"role":"user","content":"x","name":"Ada"}]}""", Ask.Json(Ask.With(mine)), System.StringComparison.Ordinal);
    }

    private static ChatMessage Received(bool calls) => new("assistant", calls ? null : "answer")
    {
        Model = "asked/model",
        ToolCalls = calls ? [new("a", "f", "{}")] : [],
        AdditionalProperties =
        {
            ["reasoning_content"] = "hm",
            ["reasoning_details"] =
                new object[] { new System.Collections.Specialized.OrderedDictionary { ["type"] = "reasoning.text", ["text"] = "hm",
                    ["signature"] = "s", ["index"] = 0L } },
        },
    };

    private static JsonNode Sent(int index, params ChatMessage[] messages) =>
        JsonNode.Parse(Ask.Json(Ask.With(messages)))!["messages"]![index]!;

    private static IEnumerable<string> Names(int index, params ChatMessage[] messages)
    {
        foreach ((string name, _) in Sent(index, messages).AsObject())
        {
            yield return name;
        }
    }
}
