using System.Collections;
using System.Collections.Specialized;
using System.Text;
using System.Text.Json;
using OfoxPS.Core.Answers;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Checkpoint;

/// <summary>A completion as the JSON that a server would have sent, and back by the code that reads servers.</summary>
internal static class CompletionTree
{
    public static OrderedDictionary Of(ChatCompletion completion)
    {
        OrderedDictionary root = new()
        {
            ["id"] = completion.Id,
            ["object"] = "chat.completion",
            ["created"] = completion.Created?.ToUnixTimeSeconds(),
            ["model"] = completion.Model,
            ["choices"] = completion.Choices.Select(Choice).ToArray<object?>(),
        };
        if (completion.Usage is { } usage)
        {
            root["usage"] = With(
                new OrderedDictionary
                {
                    ["prompt_tokens"] = usage.PromptTokens,
                    ["completion_tokens"] = usage.CompletionTokens,
                    ["total_tokens"] = usage.TotalTokens,
                },
                usage.AdditionalProperties);
        }

        return With(root, completion.AdditionalProperties);
    }

    /// <summary>A message of an answer, or of what was said between two answers. Neither holds an image that is sent from here.</summary>
    public static OrderedDictionary Of(ChatMessage message) => MessageJson.ToJsonTree(message, static _ => null);

    /// <summary>The completion that a body holds; without a conversation.</summary>
    public static ChatCompletion Read(JsonElement body, string? requestedModel)
    {
        CompletionAssembler assembler = new(new AnswerLimits(1));
        assembler.Add(new ChunkReader().Read(Encoding.UTF8.GetBytes(body.GetRawText())).Chunk!);
        return assembler.ToCompletion(new ChatRequest { Model = requestedModel ?? string.Empty, Messages = [] });
    }

    /// <summary>A message of a conversation. It may be that of a tool, which no answer holds.</summary>
    public static ChatMessage ReadMessage(JsonElement fields)
    {
        using JsonDocument answer = JsonDocument.Parse($$"""{"choices":[{"message":{{fields.GetRawText()}}}]}""", JsonTree.Deep);
        ChatMessage message = Read(answer.RootElement, null).Message!;
        message.Model = Take(message.AdditionalProperties, "model") ?? (message.Role == "assistant" ? string.Empty : null);
        message.ToolCallId = Take(message.AdditionalProperties, "tool_call_id");
        message.Name = Take(message.AdditionalProperties, "name");
        return message;
    }

    /// <summary>The messages of a request's body. Images that were left out are named in their place.</summary>
    public static ChatMessage[] ReadMessages(string body)
    {
        using JsonDocument request = JsonDocument.Parse(body, JsonTree.Deep);
        return JsonRead.Field(request.RootElement, "messages") is { ValueKind: JsonValueKind.Array } messages
            ? [.. messages.EnumerateArray().Select(ReadMessage)] : [];
    }

    private static string? Take(OrderedDictionary fields, string name)
    {
        string? value = fields[name] as string;
        fields.Remove(name);
        return value;
    }

    // Without the model, which is a field of the completion.
    private static OrderedDictionary Answer(ChatMessage message)
    {
        OrderedDictionary tree = Of(message);
        tree.Remove("model");
        return tree;
    }

    private static OrderedDictionary Choice(ChatChoice choice) => With(
        new OrderedDictionary { ["index"] = choice.Index, ["message"] = Answer(choice.Message), ["finish_reason"] = choice.FinishReason },
        choice.AdditionalProperties);

    private static OrderedDictionary With(OrderedDictionary fields, OrderedDictionary more)
    {
        foreach (DictionaryEntry field in more)
        {
            fields[field.Key] = field.Value;
        }

        return fields;
    }
}
