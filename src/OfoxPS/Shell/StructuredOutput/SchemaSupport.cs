using System;
using System.Collections.Concurrent;
using System.Linq;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>What is known of the models' support for schemas: a model that has refused a way is not asked that way again in this process.</summary>
internal static class SchemaSupport
{
    private static readonly ConcurrentDictionary<string, SchemaMode> Known = new(StringComparer.Ordinal);

    private static readonly string[] Words = ["response_format", "json_schema", "json_object", "json mode", "json schema", "structured output"];

    // The whole schema, or a place inside of it.
    private static readonly string[] Schemas = ["invalid schema", "json_schema.schema", "schema.properties", "schema for response_format"];

    public static SchemaMode Of(string model) => Known.TryGetValue(model, out SchemaMode mode) ? mode : SchemaMode.Strict;

    public static void Remember(string model, SchemaMode mode) => Known[model] = mode;

    /// <summary>Whether a failure means that the server does not take the form that was asked for.</summary>
    public static bool IsRefusal(OfoxException failure) =>
        failure is { Kind: OfoxErrorKind.OfoxInvalidRequest or OfoxErrorKind.OfoxServerError, StatusCode: 400 or 415 or 422 or 500 or 501 }
        && Words.Any(word => failure.Message.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether the next request would be refused as well: not where it is about this one schema, or where a server has failed once.</summary>
    public static bool IsLasting(OfoxException failure) => failure.StatusCode != 500 && !IsAboutSchema(failure);

    private static bool IsAboutSchema(OfoxException failure) => Schemas.Any(word => failure.Message.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
}
