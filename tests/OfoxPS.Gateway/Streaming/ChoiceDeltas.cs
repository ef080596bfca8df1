using System.Collections.Generic;
using System.Text.Json.Nodes;
using OfoxPS.Gateway.Answers;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Streaming;

/// <summary>The deltas of one choice: the role, then thoughts, words or tool calls.</summary>
internal static class ChoiceDeltas
{
    private const int SizeOfJson = 8;

    public static IEnumerable<JsonObject> Of(ChatReply reply, AnswerChoice choice)
    {
        yield return new JsonObject { ["role"] = "assistant", ["content"] = choice.Text is null ? null : "" };
        foreach (string word in Pieces(reply, choice.Reasoning?.Text))
        {
            yield return new JsonObject { [choice.Reasoning!.Field] = word };
        }

        foreach (string word in Pieces(reply, choice.Refusal))
        {
            yield return new JsonObject { ["refusal"] = word };
        }

        foreach (string word in Pieces(reply, choice.Text))
        {
            yield return new JsonObject { ["content"] = word };
        }

        foreach (JsonObject delta in AnswerMedia.Deltas(reply.Options))
        {
            yield return delta;
        }

        for (int i = 0; i < choice.Calls.Count; i++)
        {
            yield return Delta(i, choice.Calls[i].ToJson(arguments: ""));
            foreach (string fragment in BySize(reply, choice.Calls[i].Arguments, reply.Options.ToolChunks))
            {
                yield return Delta(i, choice.Calls[i].Piece(fragment));
            }
        }
    }

    private static JsonObject Delta(int index, JsonObject call)
    {
        call.Insert(0, "index", index);
        return new JsonObject { ["tool_calls"] = new JsonArray(call) };
    }

    // Words come one by one; JSON has none, and comes as servers cut it.
    private static IEnumerable<string> Pieces(ChatReply reply, string? text) =>
        reply.Options.Cut is { } size ? BySize(reply, text ?? "", size)
        : reply.Call.ResponseFormat != "text" ? BySize(reply, text ?? "", SizeOfJson)
        : Words.Split(text);

    // Servers that slice strings of JavaScript cut between the two halves of a character too; the official clients cannot read that.
    private static IEnumerable<string> BySize(ChatReply reply, string text, int size)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = System.Math.Min(start + size, text.Length);
            if (!reply.Options.Halves && end < text.Length && char.IsHighSurrogate(text[end - 1]))
            {
                end++;
            }

            yield return WireJson.Piece(text[start..end]);
            start = end;
        }
    }
}
