using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>Whatever models wrote, what is sent is something that the API takes.</summary>
public sealed class AnyConversationTests
{
    private static readonly string?[] Texts = [null, "", " ", "text", "\n"];
    private static readonly string[] Ids = ["", " ", "call_1", "call_2", "f:0", "a", "a"];
    private static readonly string[] Names = ["f", "", "a b", "x.y", "größe", new('n', 90), "<|x|>"];
    private static readonly string[] Arguments = ["", "{}", "{\"a\":1}", "{\"a\":", "[]", "null", "\"x\"", "{}{}"];

    [Fact]
    public void Every_conversation_can_be_sent()
    {
        Random random = new(2026);
        for (int round = 0; round < 1000; round++)
        {
            using JsonDocument sent = JsonDocument.Parse(Ask.Json(Ask.With(Conversation(random)) with
            {
                Form = new RequestForm { System = (SystemRole)random.Next(4), Reasoning = random.Next(2) == 0 },
            }));

            Check([.. sent.RootElement.GetProperty("messages").EnumerateArray()]);
        }
    }

    private static void Check(JsonElement[] messages)
    {
        HashSet<string> ids = [];
        List<string> open = [];
        foreach (JsonElement message in messages)
        {
            Assert.Equal(
                message.EnumerateObject().Select(static field => field.Name).Distinct().Count(), message.EnumerateObject().Count());
            bool calls = message.TryGetProperty("tool_calls", out JsonElement list);
            if (message.GetProperty("role").GetString() == "tool")
            {
                Assert.True(open.Remove(message.GetProperty("tool_call_id").GetString()!));
                continue;
            }

            Assert.Empty(open);
            Assert.True(
                message.GetProperty("role").GetString() != "assistant" || calls
                || message.GetProperty("content") is { ValueKind: JsonValueKind.Array }
                    || !string.IsNullOrWhiteSpace(message.GetProperty("content").GetString()));
            foreach (JsonElement call in calls ? list.EnumerateArray() : default)
            {
                Assert.True(ids.Add(call.GetProperty("id").GetString()!));
                Assert.NotEqual(string.Empty, call.GetProperty("id").GetString()!.Trim());
                open.Add(call.GetProperty("id").GetString()!);
                Assert.Matches(new Regex("^[a-zA-Z0-9_-]{1,64}$"), call.GetProperty("function").GetProperty("name").GetString()!);
                using JsonDocument arguments = JsonDocument.Parse(call.GetProperty("function").GetProperty("arguments").GetString()!);
                Assert.Equal(JsonValueKind.Object, arguments.RootElement.ValueKind);
            }
        }

        Assert.Empty(open);
    }

    private static ChatMessage[] Conversation(Random random)
    {
        List<ChatMessage> messages = random.Next(2) == 0 ? [new(random.Next(2) == 0 ? "system" : "developer", "Be brief.")] : [];
        for (int turn = random.Next(1, 4); turn > 0; turn--)
        {
            messages.Add(new ChatMessage("user", "q"));
            for (int round = random.Next(3); round > 0; round--)
            {
                ChatToolCall[] calls = [.. Enumerable.Range(0, random.Next(1, 4))
                    .Select(_ => new ChatToolCall(Pick(Ids, random)!, Pick(Names, random)!, Pick(Arguments, random)!))];
                messages.Add(Answer(random, calls));
                messages.AddRange(calls.Select(static call => new ChatMessage("tool", "42") { ToolCallId = call.Id }));
            }

            messages.Add(Answer(random, []));
        }

        messages.Add(new ChatMessage("user", "q"));
        return [.. messages];
    }

    private static ChatMessage Answer(Random random, ChatToolCall[] calls)
    {
        ChatMessage answer = new(
            "assistant", Pick(Texts, random))
        {
            ToolCalls = calls,
            Model = random.Next(3) switch { 0 => "other/model", 1 => "", _ => Ask.Plain.Model }
        };
        if (random.Next(3) == 0)
        {
            answer.AdditionalProperties["reasoning_content"] = "hm";
            answer.AdditionalProperties["content"] = "twice";
        }

        answer.Tagged = random.Next(4) == 0 ? "<think>hm</think>" : null;
        return answer;
    }

    private static T Pick<T>(T[] items, Random random) => items[random.Next(items.Length)];
}
