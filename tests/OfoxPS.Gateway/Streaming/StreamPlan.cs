using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using OfoxPS.Gateway.Answers;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Streaming;

/// <summary>An answer as the events of a stream.</summary>
internal static class StreamPlan
{
    public static IReadOnlyList<StreamEvent> Build(ChatReply reply)
    {
        List<StreamEvent> events = [.. Interleave([.. reply.Answer.Choices.Select(choice => ChoiceEvents(reply, choice))])];
        if (reply.Call.IncludeUsage && reply.Options.Usage == UsageMode.Asked)
        {
            JsonObject chunk = Envelope(reply);
            chunk["choices"] = new JsonArray();
            chunk["usage"] = UsageJson.Build(reply);
            events.Add(new StreamEvent { Chunk = UnknownFields.Add(reply, chunk), IsClosing = true });
        }

        events.Add(StreamEvent.Done with { IsClosing = true });
        return events;
    }

    private static List<StreamEvent> ChoiceEvents(ChatReply reply, AnswerChoice choice)
    {
        List<StreamEvent> events = [.. ChoiceDeltas.Of(reply, choice).Select((delta, i) => new StreamEvent
        {
            Chunk = Chunk(reply, choice, delta, null),
            IsContent = i > 0,
        })];
        events.Add(new StreamEvent { Chunk = Chunk(reply, choice, [], choice.FinishReason), IsClosing = true });
        return events;
    }

    private static IEnumerable<StreamEvent> Interleave(IReadOnlyList<List<StreamEvent>> choices)
    {
        int longest = choices.Max(events => events.Count);
        return Enumerable.Range(0, longest).SelectMany(i => choices.Where(events => i < events.Count).Select(events => events[i]));
    }

    private static JsonObject Chunk(ChatReply reply, AnswerChoice choice, JsonObject delta, string? finish)
    {
        JsonObject chunk = Envelope(reply);
        chunk["choices"] = new JsonArray(UnknownFields.Add(reply, new JsonObject
        {
            ["index"] = choice.Index,
            ["delta"] = UnknownFields.Add(reply, delta),
            ["logprobs"] = null,
            ["finish_reason"] = finish,
        }));
        if (reply.Options.Usage == UsageMode.Every)
        {
            chunk["usage"] = UsageJson.Build(reply);
        }
        else if (reply.Options.Usage == UsageMode.Null || (reply.Options.Usage == UsageMode.Asked && reply.Call.IncludeUsage))
        {
            chunk["usage"] = null;
        }

        return UnknownFields.Add(reply, chunk);
    }

    private static JsonObject Envelope(ChatReply reply) => new()
    {
        ["id"] = reply.Id,
        ["object"] = "chat.completion.chunk",
        ["created"] = reply.Created,
        ["model"] = reply.Model.Id,
        ["system_fingerprint"] = CompletionJson.Fingerprint,
    };
}
