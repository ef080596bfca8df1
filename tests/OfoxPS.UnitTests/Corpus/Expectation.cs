using System;
using System.Linq;
using System.Text.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Corpus;

/// <summary>Holds a result against the file that says what it must be. A field that is not there says nothing.</summary>
internal static class Expectation
{
    public static void Hold(JsonElement expected, CallResult result)
    {
        if (!expected.TryGetProperty("error", out _))
        {
            Assert.True(result.Error is null, result.Error?.ToString());
        }

        foreach (JsonProperty field in expected.EnumerateObject())
        {
            Check(field.Name, field.Value, result);
        }
    }

    private static void Check(string name, JsonElement expected, CallResult result)
    {
        switch (name)
        {
            case "about" or "content_type" or "n":
                break;
            case "chunks":
                Assert.Equal(expected.GetInt32(), result.Chunks.Count);
                break;
            case "error":
                Assert.Equal(expected.GetString(), result.Failure.Kind.ToString());
                break;
            case "message":
                Assert.Contains(expected.GetString()!, result.Failure.Message, StringComparison.Ordinal);
                break;
            case "type":
                Assert.Equal(expected.GetString(), result.Failure.Type);
                break;
            case "code":
                Assert.Equal(expected.GetString(), result.Failure.Code);
                break;
            case "retryable":
                Assert.Equal(expected.GetBoolean(), result.Failure.Retryable);
                break;
            case "partial":
                ChatCompletion? partial = result.Failure.Completion;
                Assert.Equal(expected.GetString(), partial is null ? null : partial.Content ?? string.Empty);
                break;
            case "partial_calls":
                Same(expected, Calls(result.Failure.Completion!));
                break;
            default:
                Check(name, expected, result.Completion);
                break;
        }
    }

    private static void Check(string name, JsonElement expected, ChatCompletion completion)
    {
        switch (name)
        {
            case "content":
                Assert.Equal(expected.GetString(), completion.Content);
                break;
            case "content_any":
                Assert.Contains(completion.Content, expected.EnumerateArray().Select(static text => text.GetString()));
                break;
            case "contents":
                Same(expected, completion.Choices.Select(static choice => choice.Message.Content));
                Assert.Equal(Enumerable.Range(0, completion.Choices.Length), completion.Choices.Select(static choice => choice.Index));
                break;
            case "parts":
                Same(expected, (completion.Message?.Content as ChatContentPart[])?.Select(static part => part.ToString()));
                break;
            case "choices":
                Assert.Equal(expected.GetInt32(), completion.Choices.Length);
                break;
            case "finish_reason":
                Assert.Equal(expected.GetString(), completion.FinishReason);
                break;
            case "finish_reasons":
                Same(expected, completion.Choices.Select(static choice => choice.FinishReason));
                break;
            case "role":
                Assert.Equal(expected.GetString(), completion.Message?.Role);
                break;
            case "refusal":
                Assert.Equal(expected.GetString(), completion.Refusal);
                break;
            case "reasoning":
                Assert.Equal(expected.GetString(), completion.Reasoning);
                break;
            case "id":
                Assert.Equal(expected.GetString(), completion.Id);
                break;
            case "model":
                Assert.Equal(expected.GetString(), completion.Model);
                break;
            case "created":
                Same(expected, completion.Created?.ToUnixTimeSeconds());
                break;
            case "usage":
                Same(expected, completion.Usage is { } usage ? new[] { usage.PromptTokens, usage.CompletionTokens, usage.TotalTokens }
                    : null);
                break;
            case "cached_tokens":
                Same(expected, completion.Usage?.CachedTokens);
                break;
            case "reasoning_tokens":
                Same(expected, completion.Usage?.ReasoningTokens);
                break;
            case "usage_more":
                Same(expected, completion.Usage?.AdditionalProperties);
                break;
            case "more":
                Same(expected, completion.AdditionalProperties);
                break;
            case "choice_more":
                Same(expected, completion.Choices[0].AdditionalProperties);
                break;
            case "message_more":
                Same(expected, completion.Message?.AdditionalProperties);
                break;
            case "tool_calls":
                Same(expected, Calls(completion));
                break;
            case "arguments":
                Same(expected, completion.ToolCalls.Select(static call => call.Arguments));
                break;
            case "types":
                Same(expected, completion.ToolCalls.Select(static call => call.Type));
                break;
            case "call_more":
                Same(expected, completion.ToolCalls.Select(static call => call.AdditionalProperties));
                break;
            case "call_mentions":
                string calls = Describe.Value(completion.ToolCalls);
                Assert.All(expected.EnumerateArray(), word => Assert.Contains(word.GetString()!, calls, StringComparison.Ordinal));
                break;
            default:
                Assert.Fail($"The corpus expects '{name}', which no test knows.");
                break;
        }
    }

    private static object Calls(ChatCompletion completion) =>
        completion.ToolCalls.Select(static call => new System.Collections.Specialized.OrderedDictionary
        {
            ["id"] = call.Id,
            ["name"] = call.Name,
            ["arguments"] = call.ArgumentsJson,
        });

    private static void Same(JsonElement expected, object? actual) => Assert.Equal(Describe.Value(expected), Describe.Value(actual));
}
