using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>The same answer, whole and cut into deltas at random, makes the same completion.</summary>
public sealed class StreamedEqualsWholeTests
{
    private static readonly string[] Words = ["", "a", "Hello, ", "日本 ", "🦊", "\n", "\"q\" ", "<think>", "{\"x\":1}"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_the_cuts(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 100; round++)
        {
            JsonObject whole = Answer(random);
            string stream = string.Concat(Chunks(whole, random).Select(static chunk => $"data: {chunk.ToJsonString()}\n\n"))
                + "data: [DONE]\n\n";

            Dictionary<string, object> asked = new() { ["n"] = whole["choices"]!.AsArray().Count };
            CallResult one = await CallResult.OfAsync(new FakeServer(Reply.Json(whole.ToJsonString())), Ask.Plain with { Extra = asked });
            CallResult many = await CallResult.OfAsync(new FakeServer(Reply.Stream(stream)), Ask.Streamed with { Extra = asked });

            Assert.True(
                Describe.Value(one.Completion) == Describe.Value(many.Completion),
                $"{whole.ToJsonString()}\n{stream}\n{Describe.Value(one.Completion)}\n{Describe.Value(many.Completion)}");
        }
    }

    private static JsonObject Answer(Random random) => new()
    {
        ["id"] = "c1",
        ["created"] = 1700000000,
        ["model"] = "m/x",
        ["system_fingerprint"] = "fp",
        ["choices"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(index => (JsonNode)new JsonObject
        {
            ["index"] = index,
            ["message"] = Message(random),
            ["finish_reason"] = random.Next(2) == 0 ? "stop" : "length",
        })]),
        ["usage"] = random.Next(3) == 0 ? null
            : new JsonObject { ["prompt_tokens"] = 3, ["completion_tokens"] = 4, ["total_tokens"] = 7, ["cost"] = 0.5 },
    };

    private static JsonObject Message(Random random)
    {
        JsonObject message = new() { ["role"] = "assistant" };
        int calls = random.Next(3);
        message["content"] = calls > 0 && random.Next(2) == 0 ? null : Text(random, "x");
        if (random.Next(3) == 0)
        {
            message["refusal"] = Text(random, "No.");
        }

        if (calls > 0)
        {
            message["tool_calls"] = new JsonArray([.. Enumerable.Range(0, calls).Select(call => (JsonNode)new JsonObject
            {
                ["id"] = $"id{call}",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = "f", ["arguments"] = Text(random, "{}") },
            })]);
        }

        if (random.Next(2) == 0)
        {
            message["reasoning_content"] = Text(random, "hm");
        }

        if (random.Next(3) == 0)
        {
            message["reasoning_details"] =
                new JsonArray(new JsonObject { ["type"] = "reasoning.text", ["text"] = Text(random, "y"), ["index"] = 0 });
        }

        return message;
    }

    private static string Text(Random random, string atLeast) =>
        atLeast + string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Words[random.Next(Words.Length)]));

    private static IEnumerable<JsonObject> Chunks(JsonObject whole, Random random)
    {
        Queue<JsonObject>[] answers =
            [.. whole["choices"]!.AsArray().Select(choice => new Queue<JsonObject>(Deltas(choice!.AsObject(), random)))];
        while (answers.Where(static deltas => deltas.Count > 0).ToArray() is { Length: > 0 } open)
        {
            JsonArray choices = [];
            foreach (Queue<JsonObject> deltas in open.Where(_ => random.Next(2) == 0))
            {
                choices.Add((JsonNode)deltas.Dequeue());
            }

            JsonObject chunk = Root(whole, choices);
            if (random.Next(2) == 0)
            {
                chunk["usage"] = null;
            }

            yield return chunk;
        }

        if (whole["usage"] is { } usage)
        {
            JsonObject last = Root(whole, []);
            last["usage"] = usage.DeepClone();
            yield return last;
        }
    }

    private static JsonObject Root(JsonObject whole, JsonArray choices) => new()
    {
        ["id"] = (string?)whole["id"],
        ["object"] = "chat.completion.chunk",
        ["created"] = (int)whole["created"]!,
        ["model"] = (string?)whole["model"],
        ["system_fingerprint"] = (string?)whole["system_fingerprint"],
        ["choices"] = choices,
    };

    private static IEnumerable<JsonObject> Deltas(JsonObject choice, Random random)
    {
        int index = (int)choice["index"]!;
        foreach (JsonObject delta in Deltas(choice["message"]!.AsObject(), random, index))
        {
            yield return new JsonObject { ["index"] = index, ["delta"] = delta, ["finish_reason"] = null };
        }

        yield return new JsonObject
        {
            ["index"] = index,
            ["delta"] = new JsonObject(),
            ["finish_reason"] = (string?)choice["finish_reason"]
        };
    }

    private static IEnumerable<JsonObject> Deltas(JsonObject message, Random random, int index)
    {
        yield return new JsonObject { ["role"] = "assistant", ["content"] = message["content"] is null ? null : "" };
        foreach ((string name, JsonNode? value) in message)
        {
            if (name is "content" or "refusal" or "reasoning_content" && value is not null)
            {
                foreach (string piece in Cut((string)value!, random))
                {
                    yield return new JsonObject { [name] = piece };
                }
            }
        }

        if (message["reasoning_details"] is JsonArray details)
        {
            foreach (string piece in Cut((string)details[0]!["text"]!, random))
            {
                yield return new JsonObject
                {
                    ["reasoning_details"] =
                    new JsonArray(new JsonObject { ["type"] = "reasoning.text", ["text"] = piece, ["index"] = 0 })
                };
            }
        }

        JsonArray calls = message["tool_calls"]?.AsArray() ?? [];
        for (int call = 0; call < calls.Count; call++)
        {
            bool first = true;
            foreach (string piece in Cut((string)calls[call]!["function"]!["arguments"]!, random).Prepend(string.Empty))
            {
                JsonObject delta = new() { ["index"] = call, ["function"] = new JsonObject { ["arguments"] = piece } };
                if (first)
                {
                    delta["id"] = (string?)calls[call]!["id"];
                    delta["function"]!["name"] = "f";
                }

                first = false;
                yield return new JsonObject { ["tool_calls"] = new JsonArray(delta) };
            }
        }
    }

    // At characters, as servers do; a character is never cut in half here.
    private static IEnumerable<string> Cut(string text, Random random)
    {
        string[] characters = [.. text.EnumerateRunes().Select(static rune => rune.ToString())];
        for (int at = 0; at < characters.Length;)
        {
            int length = Math.Min(random.Next(1, 8), characters.Length - at);
            yield return string.Concat(characters.Skip(at).Take(length));
            at += length;
        }
    }
}
