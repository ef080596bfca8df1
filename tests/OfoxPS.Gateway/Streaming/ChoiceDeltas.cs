using System.Collections.Generic;
using System.Text.Json.Nodes;
using OfoxPS.Gateway.Answers;
using OfoxPS.Gateway.Chat;

namespace OfoxPS.Gateway.Streaming;

/// <summary>The deltas of one choice: the role, then thoughts, words or tool calls.</summary>
internal static class ChoiceDeltas
{
    public static IEnumerable<JsonObject> Of(ChatReply reply, AnswerChoice choice)
    {
        yield return new JsonObject { ["role"] = "assistant", ["content"] = choice.Text is null ? null : "" };
        foreach (string word in Words.Split(choice.Reasoning?.Text))
        {
            yield return new JsonObject { [choice.Reasoning!.Field] = word };
        }

        foreach (string word in Words.Split(choice.Refusal))
        {
            yield return new JsonObject { ["refusal"] = word };
        }

        foreach (string word in Words.Split(choice.Text))
        {
            yield return new JsonObject { ["content"] = word };
        }

        for (int i = 0; i < choice.Calls.Count; i++)
        {
            yield return Delta(i, choice.Calls[i].ToJson(arguments: ""));
            foreach (string fragment in Fragments(choice.Calls[i].Arguments, reply.Options.ToolChunks))
            {
                yield return Delta(i, new JsonObject { ["function"] = new JsonObject { ["arguments"] = fragment } });
            }
        }
    }

    private static JsonObject Delta(int index, JsonObject call)
    {
        call.Insert(0, "index", index);
        return new JsonObject { ["tool_calls"] = new JsonArray(call) };
    }

    private static IEnumerable<string> Fragments(string arguments, int size)
    {
        for (int start = 0; start < arguments.Length;)
        {
            int end = System.Math.Min(start + size, arguments.Length);

            // JSON cannot carry half of a surrogate pair.
            if (end < arguments.Length && char.IsHighSurrogate(arguments[end - 1]))
            {
                end++;
            }

            yield return arguments[start..end];
            start = end;
        }
    }
}
