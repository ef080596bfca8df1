using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using OfoxPS.Gateway.Answers;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Llama;

/// <summary>
/// An answer of llama-server. A word is a token, of JSON four characters; the limit of tokens and the context cut an answer anywhere, a
/// tool call too.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Choices">The answers; not streamed, the server gives the first alone.</param>
/// <param name="Prompt">Tokens of the prompt.</param>
internal sealed record LlamaAnswer(string Id, IReadOnlyList<LlamaAnswer.Choice> Choices, int Prompt)
{
    /// <summary>The model that it says it is, whichever was asked for.</summary>
    public const string Model = "stories260K.gguf";

    /// <summary>The same without options.</summary>
    public static readonly ModelReference Reference = new(Model, Model, ModelOptions.None);

    private const int TokenOfJson = 4;

    /// <summary>One of the answers, in tokens.</summary>
    /// <param name="Text">The text; empty where it calls a tool.</param>
    /// <param name="Call">The tool that it calls; null for none.</param>
    /// <param name="CallId">The id of the call.</param>
    /// <param name="IsCut">It reached the limit.</param>
    internal sealed record Choice(string[] Text, PlannedCall? Call, string CallId, bool IsCut)
    {
        public string FinishReason => IsCut ? "length" : Call is null ? "stop" : "tool_calls";

        public int Tokens => Text.Length + (Call is null ? 0 : Cut(Call.Arguments).Length);
    }

    public static LlamaAnswer Of(ChatCall call, LlamaOptions options)
    {
        int prompt = call.Turns.Sum(static turn => 4 + Words.Count(turn.Json.GetRawText()));
        int most = Math.Max(1, Math.Min(call.MaxTokens ?? int.MaxValue, options.Context - prompt));
        return new LlamaAnswer(
            "chatcmpl-" + Letters(call.Turns.Count + prompt), [.. Enumerable.Range(0, call.Choices).Select(i => ChoiceOf(call, most, i))],
                prompt);
    }

    public JsonObject ToJson()
    {
        Choice choice = Choices[0];
        JsonObject message = new() { ["role"] = "assistant", ["content"] = string.Concat(choice.Text) };
        if (choice.Call is { } call)
        {
            message["tool_calls"] = new JsonArray(new JsonObject
            {
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
                ["id"] = choice.CallId,
            });
        }

        return new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject { ["finish_reason"] = choice.FinishReason, ["index"] = 0, ["message"] = message }),
            ["created"] = 1700000000,
            ["model"] = Model,
            ["object"] = "chat.completion",
            ["usage"] = UsageOf(choice),
            ["id"] = Id,
            ["timings"] = Timings(choice),
        };
    }

    public JsonObject UsageOf(Choice choice) => new()
    {
        ["completion_tokens"] = choice.Tokens,
        ["prompt_tokens"] = Prompt,
        ["total_tokens"] = Prompt + choice.Tokens,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
    };

    public JsonObject Timings(Choice choice) => new()
    {
        ["cache_n"] = 0,
        ["prompt_n"] = Prompt,
        ["prompt_ms"] = 1.5,
        ["predicted_n"] = choice.Tokens,
        ["predicted_ms"] = 2.5,
        ["predicted_per_second"] = 400.0,
    };

    /// <summary>JSON in the tokens that a grammar samples.</summary>
    public static string[] Cut(string json) => [.. json.Chunk(TokenOfJson).Select(static token => new string(token))];

    private static Choice ChoiceOf(ChatCall call, int most, int index)
    {
        // A forced function is ignored, as its template is.
        PlannedCall? planned = call.ToolChoice == "function" ? null : ToolPlanner.Plan(call, ModelOptions.None).FirstOrDefault();
        string id = Letters(call.Turns.Count + 7 + index);
        if (planned is not null)
        {
            string[] tokens = Cut(planned.Arguments);
            bool isCut = tokens.Length > most;
            return new Choice([], isCut ? planned with { Arguments = string.Concat(tokens.Take(most)) } : planned, id, isCut);
        }

        // json_object is not enforced; a schema is, with white space where the grammar allows it.
        string text = call.ResponseFormat == "json_object" ? UserText.Echo(call.LastUser)
            : call.ResponseFormat == "json_schema" ? Spaced(AnswerText.Compose(call, Reference))
            : AnswerText.Compose(call, Reference);
        string[] words = call.ResponseFormat == "json_schema" ? Cut(text) : [.. Words.Split(text)];
        return new Choice([.. words.Take(most)], null, id, words.Length > most);
    }

    private static string Spaced(string json)
    {
        JsonNode node = JsonNode.Parse(json)!;
        return node.ToJsonString(new JsonSerializerOptions { WriteIndented = true }).Replace("\n", " ", StringComparison.Ordinal);
    }

    // Thirty-two letters and digits, without call_.
    private static string Letters(int seed)
    {
        Random random = new(seed);
        return new string(
            [.. Enumerable.Range(0, 32).Select(_ => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[random.Next(62)])]);
    }
}
