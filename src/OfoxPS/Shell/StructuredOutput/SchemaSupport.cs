using System.Text.RegularExpressions;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>Recognises errors with which servers refuse structured output, or a schema.</summary>
internal static class SchemaSupport
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // Words of errors about structured output: OpenAI and most; Google; vLLM and SGLang; llama.cpp.
    private static readonly string[] RefusalPhrases =
    [
        "response_format", "json_schema", "json_object", "json mode", "json schema", "structured output", "response_schema",
        "responseschema", "response_mime_type",
        "guided_json", "guided decoding", "grammar", "unrecognized schema", "resolving ref", "specified schema",
    ];

    // Words of errors about one schema: OpenAI; llama.cpp; Google.
    private static readonly string[] SchemaPhrases =
    [
        "invalid schema", "json_schema.schema", "schema.properties", "schema for response_format", "schema conversion failed",
        "resolving ref", "unrecognized schema",
        "failed to parse grammar", "unknown name", "$defs", "$ref", "specified schema",
    ];

    // Words of errors about something else in the request.
    private static readonly Regex OtherReasons = new(
        @"\bcontext (size|length|window)\b|\bmaximum context\b|\btoo (long|large|many)\b|\bimages?\b|\baudio\b|\btools?\b|\bfunctions?\b"
            + @"|\bmax_(completion_)?tokens\b|\bmessages?\b",
        Options);

    /// <summary>Whether a failure means that the server refuses the form of the answer.</summary>
    public static bool IsRefusal(OfoxException failure) =>
        Concessions.IsRefusal(failure) && failure.StatusCode is 400 or 415 or 422 or 500 or 501
        && RefusalPhrases.Any(word => failure.Message.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether a failure may mean it, because it names no other reason.</summary>
    public static bool MayBeRefusal(OfoxException failure) =>
        Concessions.IsRefusal(failure) && failure.StatusCode is 400 or 415 or 422 or 500 or 501
        && failure.Fields.All(
            static field => field.IndexOf("format", StringComparison.OrdinalIgnoreCase) >= 0
                || field.IndexOf("schema", StringComparison.OrdinalIgnoreCase) >= 0)
        && !OtherReasons.IsMatch(failure.Message);

    /// <summary>
    /// Whether the server refuses structured output in general: not if the failure is about one schema, or is a status of 500.
    /// </summary>
    public static bool IsLasting(OfoxException failure) => failure.StatusCode != 500 && !IsAboutSchema(failure);

    private static bool IsAboutSchema(OfoxException failure) =>
        SchemaPhrases.Any(word => failure.Message.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
}
