using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

/// <summary>Every tool call is answered once, and every answer belongs to a call.</summary>
internal static class ToolAnswersCheck
{
    public static void Check(IReadOnlyList<JsonElement> messages)
    {
        List<string> open = [];
        int asking = -1;
        for (int i = 0; i < messages.Count; i++)
        {
            if (messages[i].GetProperty("role").GetString() == "tool")
            {
                CheckAnswer(open, messages[i], $"messages[{i}].tool_call_id", asking >= 0);
                continue;
            }

            CheckAllAnswered(open, asking);
            open = Calls(messages[i]);
            asking = open.Count > 0 ? i : -1;
        }

        CheckAllAnswered(open, asking);
    }

    private static void CheckAnswer(List<string> open, JsonElement message, string path, bool asked)
    {
        string id = message.GetProperty("tool_call_id").GetString()!;
        if (!open.Remove(id))
        {
            throw Reject.Value(path, asked
                ? $"'{id}' is not the id of an unanswered call in the preceding message's 'tool_calls'."
                : "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.");
        }
    }

    private static void CheckAllAnswered(List<string> open, int asking)
    {
        if (open.Count > 0)
        {
            throw Reject.With(
                $"messages[{asking}].tool_calls",
                "invalid_value",
                "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. " +
                $"The following tool_call_ids of messages[{asking}] did not have response messages: {string.Join(", ", open)}");
        }
    }

    private static List<string> Calls(JsonElement message) => Take.Optional(message, "tool_calls", nullable: true) is { } calls
        ? [.. calls.EnumerateArray().Select(call => call.GetProperty("id").GetString()!)]
        : [];
}
