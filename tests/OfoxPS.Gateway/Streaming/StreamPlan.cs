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
    // Lazy: an answer of a hundred thousand chunks is made as it is sent.
    public static IEnumerable<StreamEvent> Build(ChatReply reply)
    {
        for (int i = 0; i < reply.Options.Comments; i++)
        {
            yield return new StreamEvent { Raw = ": PROCESSING\n\n", IsData = false };
        }

        int count = 0;
        foreach (StreamEvent item in Interleave([.. reply.Answer.Choices.Select(choice => ChoiceEvents(reply, choice).GetEnumerator())]))
        {
            if (reply.Options.CountsChunks)
            {
                item.Chunk!["choices"]![0]!["index"] = count++;
            }

            yield return item;
        }

        if (reply.Call.IncludeUsage && reply.Options.Usage == UsageMode.Asked)
        {
            JsonObject chunk = Envelope(reply);
            chunk["choices"] = new JsonArray();
            chunk["usage"] = reply.Usage.DeepClone();
            yield return new StreamEvent { Chunk = UnknownFields.Add(reply, chunk), IsClosing = true };
        }

        yield return StreamEvent.Done with { IsClosing = true };
    }

    private static IEnumerable<StreamEvent> ChoiceEvents(ChatReply reply, AnswerChoice choice) => ChoiceDeltas.Of(reply, choice)
        .Select((delta, i) => new StreamEvent { Chunk = Chunk(reply, choice, delta, null), IsContent = i > 0 })
        .Append(new StreamEvent { Chunk = Chunk(reply, choice, [], choice.FinishReason), IsClosing = true });

    private static IEnumerable<StreamEvent> Interleave(List<IEnumerator<StreamEvent>> choices)
    {
        while (choices.Count > 0)
        {
            choices.RemoveAll(choice => !choice.MoveNext());
            foreach (IEnumerator<StreamEvent> choice in choices)
            {
                yield return choice.Current;
            }
        }
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
            chunk["usage"] = reply.Usage.DeepClone();
        }
        else if (reply.Options.Usage == UsageMode.Null || (reply.Options.Usage == UsageMode.Asked && reply.Call.IncludeUsage))
        {
            chunk["usage"] = null;
        }

        foreach ((string name, JsonNode? value) in AnswerMedia.Beside(reply.Options))
        {
            chunk[name] = value?.DeepClone();
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
