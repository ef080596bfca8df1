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

    [Theory]
    [InlineData("", "{}")]
    [InlineData("  ", "{}")]
    [InlineData("{\"city\":", "{}")]
    [InlineData("{\"city\":1}}", "{}")]
    [InlineData("[1]", "{}")]
    [InlineData("null", "{}")]
    [InlineData("42", "{}")]
    [InlineData("\"{}\"", "{}")]
    [InlineData("{'a':1}", "{}")]
    [InlineData("{}", "{}")]
    [InlineData(" {\"city\": \"Paris\"}\n", " {\"city\": \"Paris\"}\n")]
    public void Arguments_go_back_where_they_are_an_object(string arguments, string sent)
    {
        ChatMessage answer = Calling(new ChatToolCall("a", "f", arguments));

        Assert.Equal(sent, (string?)Sent(1, new("user", "q"), answer, Answered)["tool_calls"]![0]!["function"]!["arguments"]);
        Assert.Equal(arguments, answer.ToolCalls[0].ArgumentsJson);
    }

    [Theory]
    [InlineData("browser.open <|x|>", "browser_open___x__")]
    [InlineData("", "_")]
    [InlineData("Get-Process_1", "Get-Process_1")]
    [InlineData("größe", "gr__e")]
    public void A_name_goes_back_as_every_server_takes_it(string name, string sent)
    {
        ChatMessage answer = Calling(new ChatToolCall("a", name, "{}"));

        Assert.Equal(sent, (string?)Sent(1, new("user", "q"), answer, Answered)["tool_calls"]![0]!["function"]!["name"]);
        Assert.Equal(name, answer.ToolCalls[0].Name);
    }

    [Fact]
    public void A_long_name_goes_back_cut() => Assert.Equal(
        new string('x', 64),
            (string?)Sent(
            1, new("user", "q"), Calling(new ChatToolCall("a", new string('x', 70), "{}")),
            Answered)["tool_calls"]![0]!["function"]!["name"]);

    [Fact]
    public void The_name_of_a_tool_that_the_server_takes_stays()
    {
        ChatRequest request = Ask.With(
            new("user", "q"), Calling(new ChatToolCall("a", "my.tool", "{}")),
            Answered) with
        { Tools = [new ChatTool { Name = "my.tool" }] };

        Assert.Equal("my.tool", (string?)JsonNode.Parse(Ask.Json(request))!["messages"]![1]!["tool_calls"]![0]!["function"]!["name"]);
    }

    [Fact]
    public void An_id_is_there_once_in_a_conversation()
    {
        ChatMessage[] messages =
        [
            new("user", "q"), Calling(new ChatToolCall("call_0", "f", "{}")), Tool("call_0"),
                Calling(new ChatToolCall("call_0", "f", "{}")), Tool("call_0"),
            Calling(new ChatToolCall("x", "f", "{}"), new ChatToolCall("x", "f", "{}"), new ChatToolCall("call_2", "f", "{}")), Tool("x"),
                Tool("x"), Tool("call_2"),
        ];

        Assert.Equal(
            ["call_0", "call_0", "call_2", "call_2", "x call_4 call_5", "x", "call_4", "call_5"],
            IdsOf(messages));
        Assert.Equal("call_0", messages[3].ToolCalls[0].Id);
    }

    [Fact]
    public void The_ids_of_what_was_sent_never_change()
    {
        List<ChatMessage> messages = [new("user", "q")];
        string[] before = [];
        System.Random random = new(7);
        for (int round = 0; round < 60; round++)
        {
            ChatToolCall[] calls = new ChatToolCall[random.Next(1, 4)];
            for (int i = 0; i < calls.Length; i++)
            {
                calls[i] = new ChatToolCall(
                    random.Next(4) switch { 0 => "call_" + random.Next(1, 9), 1 => "same", 2 => string.Empty, _ => "id" + round + "_" + i },
                    "f", "{}");
            }

            messages.Add(Calling(calls));
            foreach (ChatToolCall call in calls)
            {
                messages.Add(Tool(call.Id));
            }

            string[] ids = [.. IdsOf([.. messages])];
            string[] ofCalls = [.. IdsOf([.. messages], "assistant").SelectMany(static line => line.Split(' '))];
            Assert.Equal(before, ids.Take(before.Length));
            Assert.Equal(ofCalls.Length, ofCalls.Distinct().Count());
            Assert.Equal(ofCalls, IdsOf([.. messages], "tool"));
            before = ids;
        }
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

    [Fact]
    public void A_call_of_another_kind_goes_back_as_that()
    {
        ChatToolCall call = new("a", string.Empty, string.Empty)
        {
            Type = "custom",
            AdditionalProperties =
                { ["custom"] = new System.Collections.Specialized.OrderedDictionary { ["name"] = "sql", ["input"] = "SELECT 1" } },
        };

        Assert.Equal(
            """{"id":"a","type":"custom","custom":{"name":"sql","input":"SELECT 1"}}""",
                Sent(1, new("user", "q"), Calling(call), Answered)["tool_calls"]![0]!.ToJsonString());
    }

    private static ChatMessage Calling(params ChatToolCall[] calls) => new("assistant", null) { ToolCalls = calls, Model = "asked/model" };

    private static ChatMessage Tool(string id) => new("tool", "42") { ToolCallId = id };

    private static IEnumerable<string> IdsOf(ChatMessage[] messages, string? role = null)
    {
        foreach (JsonNode? message in JsonNode.Parse(Ask.Json(Ask.With(messages)))!["messages"]!.AsArray())
        {
            if ((role is null || (string?)message!["role"] == role) && message!["tool_calls"] is JsonArray calls)
            {
                yield return string.Join(" ", calls.Select(static call => (string?)call!["id"]));
            }
            else if ((role is null || (string?)message!["role"] == role) && message!["tool_call_id"] is { } id)
            {
                yield return (string)id!;
            }
        }
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
