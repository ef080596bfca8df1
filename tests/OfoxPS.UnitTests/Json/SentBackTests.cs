using System.Collections.Generic;
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
    public void Reasoning_stays_here_after_the_next_turn() =>
        Assert.Equal(["role", "content", "tool_calls"], Names(1, new("user", "q"), Received(calls: true), Answered, new("assistant", "42"), new("user", "more")));

    [Fact]
    public void Reasoning_of_an_earlier_turn_stays_while_that_of_a_later_loop_goes()
    {
        ChatMessage[] messages = [new("user", "q"), Received(calls: true), Answered, Received(calls: false), new("user", "more"), Received(calls: true), Answered];

        Assert.Equal((null, null, "hm"), ((string?)Sent(1, messages)["reasoning_content"], (string?)Sent(3, messages)["reasoning_content"], (string?)Sent(5, messages)["reasoning_content"]));
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

        Assert.Equal("""{"id":"a","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":{"thought_signature":"s"}}""", call.ToJsonString());
    }

    [Fact]
    public void A_refusal_goes_back_as_something_a_server_takes()
    {
        ChatMessage answer = new("assistant", null) { Refusal = "I can't.", Received = true };

        JsonNode message = Sent(1, new("user", "q"), answer, new("user", "more"));

        Assert.True((string?)message["refusal"] == "I can't." || (string?)message["content"] == "I can't.", message.ToJsonString());
    }

    [Fact]
    public void Broken_arguments_go_back_as_they_came()
    {
        ChatMessage answer = new("assistant", null) { ToolCalls = [new("a", "f", "{\"city\":")], Received = true };

        Assert.Equal("{\"city\":", (string?)Sent(1, new("user", "q"), answer, Answered)["tool_calls"]![0]!["function"]!["arguments"]);
    }

    private static ChatMessage Received(bool calls) => new("assistant", calls ? null : "answer")
    {
        Received = true,
        ToolCalls = calls ? [new("a", "f", "{}")] : [],
        AdditionalProperties =
        {
            ["reasoning_content"] = "hm",
            ["reasoning_details"] = new object[] { new System.Collections.Specialized.OrderedDictionary { ["type"] = "reasoning.text", ["text"] = "hm", ["signature"] = "s", ["index"] = 0L } },
        },
    };

    private static JsonNode Sent(int index, params ChatMessage[] messages) => JsonNode.Parse(Ask.Json(Ask.With(messages)))!["messages"]![index]!;

    private static IEnumerable<string> Names(int index, params ChatMessage[] messages)
    {
        foreach ((string name, _) in Sent(index, messages).AsObject())
        {
            yield return name;
        }
    }
}
