using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Http;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Answers;

/// <summary>Decides which tools the answer calls.</summary>
internal static class ToolPlanner
{
    public static IEnumerable<PlannedCall> Plan(ChatCall call, ModelOptions options)
    {
        if (call.Functions.Count == 0 || call.ToolChoice == "none")
        {
            return [];
        }

        IEnumerable<PlannedCall> calls = call.Turns[^1].Role == "tool"
            ? options.Endless ? ToolResults.CallsBefore(call) : []
            : FirstCalls(call, options);
        return call.ParallelCalls ? calls : calls.Take(1);
    }

    private static IEnumerable<PlannedCall> FirstCalls(ChatCall call, ModelOptions options)
    {
        string text = call.LastUser?.Text ?? "";
        IReadOnlyList<PlannedCall> spoken = CallDirectives.Read(text);
        if (spoken.Count > 0)
        {
            return spoken;
        }

        JsonElement? function = call.ToolChoice switch
        {
            "function" => call.Functions.First(offered => Name(offered) == call.ForcedFunction),
            "required" => call.Functions[0],
            _ => Mentioned(call, text) ?? (options.Endless ? call.Functions[0] : null),
        };
        return function is { } chosen ? [new PlannedCall(Name(chosen), Arguments(chosen))] : [];
    }

    private static JsonElement? Mentioned(ChatCall call, string text) => call.Functions
        .Where(offered => Contains(text, Name(offered)) || Contains(text, Noun(Name(offered))))
        .Select(offered => (JsonElement?)offered)
        .FirstOrDefault();

    private static bool Contains(string text, string part) => part.Length > 0 && text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Noun(string name) => name.Contains('-') ? name[(name.IndexOf('-') + 1)..] : "";

    private static string Name(JsonElement function) => function.GetProperty("name").GetString()!;

    private static string Arguments(JsonElement function) => function.TryGetProperty("parameters", out JsonElement schema)
        ? WireJson.Text(new SchemaInstance(schema, optionalToo: false).Create() ?? new JsonObject())
        : "{}";
}
