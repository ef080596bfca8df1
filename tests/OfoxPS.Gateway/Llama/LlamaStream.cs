using System.Collections.Generic;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Llama;

/// <summary>
/// A stream as llama-server sends it: the headers and a comment at once, then a token a chunk, and for each answer a usage of its own.
/// </summary>
internal static class LlamaStream
{
    public static async Task SendAsync(Exchange exchange, ChatCall call, LlamaAnswer answer)
    {
        exchange.Begin(200, "text/event-stream");
        await WriteAsync(exchange, ":\n\n");
        foreach (JsonObject chunk in Chunks(call, answer))
        {
            await WriteAsync(exchange, $"data: {WireJson.Text(chunk)}\n\n");
            exchange.Entry.CountChunk();
        }

        await WriteAsync(exchange, "data: [DONE]\n\n");
        await exchange.CompleteAsync();
    }

    private static async Task WriteAsync(Exchange exchange, string text)
    {
        exchange.HungUp.ThrowIfCancellationRequested();
        await exchange.Http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), exchange.HungUp);
        await exchange.Http.Response.Body.FlushAsync(exchange.HungUp);
    }

    // The first answer ends before the second begins; so deltas follow a usage.
    private static IEnumerable<JsonObject> Chunks(ChatCall call, LlamaAnswer answer)
    {
        for (int i = 0; i < answer.Choices.Count; i++)
        {
            LlamaAnswer.Choice choice = answer.Choices[i];
            yield return Chunk(answer, i, new JsonObject { ["role"] = "assistant", ["content"] = null }, null);
            foreach (string token in choice.Text)
            {
                yield return Chunk(answer, i, new JsonObject { ["content"] = token }, null);
            }

            string[] arguments = choice.Call is null ? [] : LlamaAnswer.Cut(choice.Call.Arguments);
            for (int token = 0; token < arguments.Length; token++)
            {
                yield return Chunk(answer, i, Piece(choice, arguments[token], isFirst: token == 0), null);
            }

            JsonObject last = Chunk(answer, i, [], choice.FinishReason);
            last["timings"] = answer.Timings(choice);
            yield return last;
            if (call.IncludeUsage)
            {
                yield return Envelope(answer, new JsonArray(), answer.UsageOf(choice));
            }
        }
    }

    private static JsonObject Piece(LlamaAnswer.Choice choice, string arguments, bool isFirst)
    {
        JsonObject call = new() { ["index"] = 0 };
        if (isFirst)
        {
            call["id"] = choice.CallId;
            call["type"] = "function";
        }

        call["function"] = isFirst ? new JsonObject { ["name"] = choice.Call!.Name, ["arguments"] = arguments }
            : new JsonObject { ["arguments"] = arguments };
        return new JsonObject { ["tool_calls"] = new JsonArray(call) };
    }

    private static JsonObject Chunk(LlamaAnswer answer, int index, JsonObject delta, string? finish) =>
        Envelope(answer, new JsonArray(new JsonObject { ["finish_reason"] = finish, ["index"] = index, ["delta"] = delta }), null);

    private static JsonObject Envelope(LlamaAnswer answer, JsonArray choices, JsonObject? usage)
    {
        JsonObject chunk = new()
        {
            ["choices"] = choices,
            ["created"] = 1700000000,
            ["id"] = answer.Id,
            ["model"] = LlamaAnswer.Model,
            ["object"] = "chat.completion.chunk",
        };
        if (usage is not null)
        {
            chunk["usage"] = usage;
        }

        return chunk;
    }
}
