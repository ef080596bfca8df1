using System.Linq;
using System.Text.Json.Nodes;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Answers;

/// <summary>An answer as one JSON object.</summary>
internal static class CompletionJson
{
    public const string Fingerprint = "fp_gateway";

    public static JsonObject Build(ChatReply reply)
    {
        JsonObject completion = new()
        {
            ["id"] = reply.Id,
            ["object"] = "chat.completion",
            ["created"] = reply.Created,
            ["model"] = reply.Model.Id,
            ["system_fingerprint"] = Fingerprint,
            ["choices"] = new JsonArray([.. reply.Answer.Choices.Select(choice => Choice(reply, choice))]),
        };
        if (reply.Options.Usage != UsageMode.None)
        {
            completion["usage"] = reply.Options.Usage == UsageMode.Null ? null : reply.Usage.DeepClone();
        }

        Add(completion, AnswerMedia.Beside(reply.Options));
        return UnknownFields.Add(reply, completion);
    }

    private static void Add(JsonObject target, JsonObject fields)
    {
        foreach ((string name, JsonNode? value) in fields)
        {
            target[name] = value?.DeepClone();
        }
    }

    private static JsonObject Choice(ChatReply reply, AnswerChoice choice) => UnknownFields.Add(reply, new JsonObject
    {
        ["index"] = choice.Index,
        ["message"] = Message(reply, choice),
        ["logprobs"] = null,
        ["finish_reason"] = choice.FinishReason,
    });

    private static JsonObject Message(ChatReply reply, AnswerChoice choice)
    {
        JsonObject message = new()
        {
            ["role"] = "assistant",
            ["content"] = reply.Options.ContentParts && choice.Text is not null ? Parts(choice.Text) : choice.Text,
            ["refusal"] = choice.Refusal,
        };
        if (choice.Reasoning is { } reasoning)
        {
            message[reasoning.Field] = reasoning.Text;
        }

        if (choice.Calls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. choice.Calls.Select(call => call.ToJson())]);
        }

        Add(message, AnswerMedia.Of(reply.Options));
        return UnknownFields.Add(reply, message);
    }

    private static JsonArray Parts(string text) =>
        new([.. Words.Split(text).Select(word => new JsonObject { ["type"] = "text", ["text"] = word })]);
}
