using System;
using System.Linq;
using System.Text.RegularExpressions;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>How servers say that they do not take a schema, or this one.</summary>
internal static class SchemaSupport
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // OpenAI and most; Google; vLLM and SGLang; llama.cpp.
    private static readonly string[] Words =
    [
        "response_format", "json_schema", "json_object", "json mode", "json schema", "structured output", "response_schema", "responseschema", "response_mime_type",
        "guided_json", "guided decoding", "grammar", "unrecognized schema", "resolving ref",
    ];

    // The whole schema, or a place inside of it: OpenAI; llama.cpp; Google.
    private static readonly string[] Schemas =
    [
        "invalid schema", "json_schema.schema", "schema.properties", "schema for response_format", "schema conversion failed", "resolving ref", "unrecognized schema",
        "failed to parse grammar", "unknown name", "$defs", "$ref",
    ];

    // What is wrong with the request beside the form of its answer.
    private static readonly Regex Others = new(
        @"\bcontext (size|length|window)\b|\bmaximum context\b|\btoo (long|large|many)\b|\bimages?\b|\baudio\b|\btools?\b|\bfunctions?\b|\bmax_(completion_)?tokens\b|\bmessages?\b",
        Options);

    /// <summary>Whether a failure means that the server does not take the form that was asked for.</summary>
    public static bool IsRefusal(OfoxException failure) =>
        Concessions.IsRefusal(failure) && failure.StatusCode is 400 or 415 or 422 or 500 or 501
        && Words.Any(word => failure.Message.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether a failure may mean it, in words that nobody knows: nothing else is named as the reason.</summary>
    public static bool MayBeRefusal(OfoxException failure) =>
        Concessions.IsRefusal(failure) && failure.StatusCode is 400 or 415 or 422 or 500 or 501
        && failure.Fields.All(static field => field.IndexOf("format", StringComparison.OrdinalIgnoreCase) >= 0 || field.IndexOf("schema", StringComparison.OrdinalIgnoreCase) >= 0)
        && !Others.IsMatch(failure.Message);

    /// <summary>Whether the next request would be refused as well: not where it is about this one schema, or where a server has failed once.</summary>
    public static bool IsLasting(OfoxException failure) => failure.StatusCode != 500 && !IsAboutSchema(failure);

    private static bool IsAboutSchema(OfoxException failure) => Schemas.Any(word => failure.Message.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
}
