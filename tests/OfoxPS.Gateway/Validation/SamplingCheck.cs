using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

/// <summary>The numbers and short fields beside the messages.</summary>
internal static class SamplingCheck
{
    private static readonly Dictionary<string, Action<JsonElement, string>> Checks = new()
    {
        ["temperature"] = (json, path) => Take.Number(json, path, 0, 2),
        ["top_p"] = (json, path) => Take.Number(json, path, 0, 1),
        ["frequency_penalty"] = (json, path) => Take.Number(json, path, -2, 2),
        ["presence_penalty"] = (json, path) => Take.Number(json, path, -2, 2),
        ["max_tokens"] = (json, path) => Take.Integer(json, path, 1, int.MaxValue),
        ["max_completion_tokens"] = (json, path) => Take.Integer(json, path, 1, int.MaxValue),
        ["n"] = (json, path) => Take.Integer(json, path, 1, 8),
        ["seed"] = (json, path) => Take.Integer(json, path),
        ["stop"] = CheckStop,
        ["logprobs"] = (json, path) => Take.Boolean(json, path),
        ["top_logprobs"] = (json, path) => Take.Integer(json, path, 0, 20),
        ["user"] = (json, path) => Take.String(json, path),
        ["metadata"] = CheckMetadata,
        ["logit_bias"] = (json, path) => Take.Object(json, path),
        ["reasoning_effort"] = (json, path) => Take.OneOf(json, path, "none", "minimal", "low", "medium", "high", "xhigh", "max"),
    };

    public static void Check(JsonElement root)
    {
        foreach ((string name, Action<JsonElement, string> check) in Checks)
        {
            if (Take.Optional(root, name, nullable: true) is { } value)
            {
                check(value, name);
            }
        }
    }

    private static void CheckStop(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return;
        }

        if (json.ValueKind != JsonValueKind.Array || json.EnumerateArray().Any(word => word.ValueKind != JsonValueKind.String))
        {
            throw Reject.Type(path, "a string or an array of strings", json);
        }

        if (json.GetArrayLength() is 0 or > 4)
        {
            throw Reject.Value(path, "expected one to four strings.");
        }
    }

    private static void CheckMetadata(JsonElement json, string path)
    {
        foreach (JsonProperty pair in Take.Object(json, path).EnumerateObject())
        {
            Take.String(pair.Value, $"{path}.{pair.Name}");
        }
    }
}
