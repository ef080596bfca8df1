using System.Collections;
using System.Collections.Specialized;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Scripting;

/// <summary>A scripted answer in the words of the API: as a whole, or in the pieces of a stream.</summary>
/// <param name="answer">The answer.</param>
/// <param name="model">The model that was asked.</param>
/// <param name="number">Which request of the test it is, for ids.</param>
internal sealed class AnswerJson(TestResponse answer, string model, int number)
{
    // The first second of 2025: a date that a test can rely on.
    private const long Created = 1735689600;

    public OrderedDictionary Completion()
    {
        OrderedDictionary message = new() { ["role"] = "assistant", ["content"] = Content };
        if (answer.Refusal is not null)
        {
            message["refusal"] = answer.Refusal;
        }

        if (answer.ToolCalls.Length > 0)
        {
            message["tool_calls"] = ToolWriter.ToJsonTree(Calls());
        }

        OrderedDictionary root = Root("chat.completion");
        root["choices"] =
            new[] { new OrderedDictionary { ["index"] = 0, ["message"] = message, ["finish_reason"] = FinishReason } };
        root["usage"] = UsageOf(answer.Usage ?? new Usage());
        return root;
    }

    /// <summary>The pieces that bring something.</summary>
    public IEnumerable<OrderedDictionary> Pieces()
    {
        string[] texts = answer.Chunks.Length > 0 ? answer.Chunks : [Content ?? string.Empty];
        for (int i = 0; i < texts.Length; i++)
        {
            OrderedDictionary delta = new();
            if (i == 0)
            {
                delta["role"] = "assistant";
            }

            delta["content"] = texts[i];
            yield return Chunk(delta, null);
        }

        if (answer.Refusal is not null)
        {
            yield return Chunk(new OrderedDictionary { ["refusal"] = answer.Refusal }, null);
        }

        int index = 0;
        foreach (OrderedDictionary call in ToolWriter.ToJsonTree(Calls()).Cast<OrderedDictionary>())
        {
            call.Insert(0, "index", index++);
            yield return Chunk(new OrderedDictionary { ["tool_calls"] = new[] { call } }, null);
        }
    }

    /// <summary>
    /// The last pieces of a stream: the finish reason, and the usage. A usage that the test gives is a piece of its own, as servers
    /// send it; else it is 0 tokens, in the piece of the finish reason, so that a script which reads it finds numbers.
    /// </summary>
    public IEnumerable<OrderedDictionary> Ending()
    {
        OrderedDictionary last = Chunk(new OrderedDictionary(), FinishReason);
        if (answer.Usage is null)
        {
            last["usage"] = UsageOf(new Usage());
            yield return last;
            yield break;
        }

        yield return last;
        OrderedDictionary usage = Root("chat.completion.chunk");
        usage["choices"] = System.Array.Empty<object>();
        usage["usage"] = UsageOf(answer.Usage);
        yield return usage;
    }

    private string? Content =>
        answer.Content
        ?? (answer.Chunks.Length > 0 ? string.Concat(answer.Chunks)
            : answer.Fault == ResponseFaults.Truncated ? "Once upon a"
            : answer.ToolCalls.Length > 0 || answer.Refusal is not null ? null
            : string.Empty);

    private string FinishReason => answer.FinishReason ?? (answer.ToolCalls.Length > 0 ? "tool_calls" : "stop");

    private OrderedDictionary Root(string kind) => new()
    {
        ["id"] = $"chatcmpl-test-{number}",
        ["object"] = kind,
        ["created"] = Created,
        ["model"] = answer.Model ?? model,
    };

    private OrderedDictionary Chunk(OrderedDictionary delta, string? finish)
    {
        OrderedDictionary root = Root("chat.completion.chunk");
        root["choices"] = new[] { new OrderedDictionary { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish } };
        return root;
    }

    private IEnumerable<ChatToolCall> Calls() => answer.ToolCalls.Select((call, i) => new ChatToolCall
    {
        Id = call.Id.Length > 0 ? call.Id : $"call_test_{number}_{i + 1}",
        Type = call.Type,
        Name = call.Name,
        ArgumentsJson = call.ArgumentsJson.Length > 0 ? call.ArgumentsJson : "{}",
        AdditionalProperties = call.AdditionalProperties,
        FunctionProperties = call.FunctionProperties,
    });

    private static OrderedDictionary UsageOf(Usage usage)
    {
        OrderedDictionary fields = new()
        {
            ["prompt_tokens"] = usage.PromptTokens ?? 0,
            ["completion_tokens"] = usage.CompletionTokens ?? 0,
            ["total_tokens"] = usage.TotalTokens ?? ((usage.PromptTokens ?? 0) + (usage.CompletionTokens ?? 0)),
        };
        foreach (DictionaryEntry more in usage.AdditionalProperties)
        {
            fields[more.Key] = more.Value;
        }

        return fields;
    }
}
