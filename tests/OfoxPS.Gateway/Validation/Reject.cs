using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Validation;

/// <summary>The ways to say no; every message names the field.</summary>
internal static class Reject
{
    public static RequestRejectedException With(string path, string code, string message) => new(ApiError.Invalid(path, code, message));

    public static RequestRejectedException Missing(string path) =>
        With(path, "missing_required_parameter", $"Missing required parameter: '{path}'.");

    public static RequestRejectedException Type(string path, string expected, JsonElement actual) =>
        With(path, "invalid_type", $"Invalid type for '{path}': expected {expected}, but got {Kind(actual)} instead.");

    public static RequestRejectedException Value(string path, string why) =>
        With(path, "invalid_value", $"Invalid value for '{path}': {why}");

    public static RequestRejectedException NotOneOf(string path, string? actual, IEnumerable<string> allowed) =>
        Value(path, $"'{actual}'. Supported values are: {string.Join(", ", allowed.Select(value => $"'{value}'"))}.");

    private static string Kind(JsonElement actual) => actual.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => actual.TryGetInt64(out _) ? "an integer" : "a decimal",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };
}
