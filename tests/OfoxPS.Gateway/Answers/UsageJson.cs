using System.Linq;
using System.Text.Json.Nodes;
using OfoxPS.Gateway.Chat;

namespace OfoxPS.Gateway.Answers;

internal static class UsageJson
{
    private const int TokensOfAnImage = 85;

    public static JsonObject Build(ChatReply reply)
    {
        int prompt = reply.Call.Turns.Sum(turn => turn.Texts.Sum(Words.Count) + (TokensOfAnImage * turn.Images));
        int reasoning = reply.Answer.Choices.Sum(choice => Words.Count(choice.Reasoning?.Text));
        int completion = reasoning + reply.Answer.Choices.Sum(Count);
        return UnknownFields.Add(reply, new JsonObject
        {
            ["prompt_tokens"] = prompt,
            ["completion_tokens"] = completion,
            ["total_tokens"] = prompt + completion,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
            ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = reasoning },
        });
    }

    private static int Count(AnswerChoice choice) =>
        Words.Count(choice.Text) + Words.Count(choice.Refusal) + choice.Calls.Sum(call => 1 + Words.Count(call.Arguments));
}
