using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>A call of a model that becomes part of the next request: its arguments, its name and its id.</summary>
public sealed class SentBackCallTests
{
    private static readonly ChatMessage Answered = new("tool", "42") { ToolCallId = "a" };

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
    [InlineData("\"{\\\"city\\\":1}\"", "{\"city\":1}")]
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

    private static JsonNode Sent(int index, params ChatMessage[] messages) =>
        JsonNode.Parse(Ask.Json(Ask.With(messages)))!["messages"]![index]!;
}
