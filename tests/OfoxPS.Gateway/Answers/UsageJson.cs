using System.Linq;
using System.Text.Json.Nodes;
using OfoxPS.Gateway.Chat;

namespace OfoxPS.Gateway.Answers;

internal static class UsageJson
{
    public const int TokensOfAnAttachment = 85;

    public static JsonObject Build(ChatReply reply)
    {
        int prompt = reply.Call.Turns.Sum(turn => turn.Texts.Sum(Words.Count) + (TokensOfAnAttachment * turn.Attachments));
        int reasoning = reply.Answer.Choices.Sum(choice => Words.Count(choice.Reasoning?.Text));
        int answer = reply.Answer.Choices.Sum(Count);
        int completion = reply.Options.Apart ? answer : reasoning + answer;
        JsonObject details = new() { ["cached_tokens"] = reply.Options.Cached + reply.Exchange.Entry.CachedTokens };
        if (reply.Options.Written + reply.Exchange.Entry.WrittenTokens is int written and > 0)
        {
            details["cache_write_tokens"] = written;
        }

        JsonObject usage = new()
        {
            ["prompt_tokens"] = prompt,
            ["completion_tokens"] = completion,
            ["total_tokens"] = prompt + reasoning + answer,
            ["prompt_tokens_details"] = details,
            ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = reasoning },
        };
        if (reply.Options.Cost is { } cost)
        {
            usage["cost"] = JsonNode.Parse(cost);
        }

        return UnknownFields.Add(reply, usage);
    }

    private static int Count(AnswerChoice choice) =>
        Words.Count(choice.Text) + Words.Count(choice.Refusal) + choice.Calls.Sum(call => 1 + Words.Count(call.Arguments));
}
