using System.Collections;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>The value that an answer's text stands for.</summary>
internal static class AnswerReader
{
    /// <param name="schema">The form it must have.</param>
    /// <param name="text">The answer.</param>
    /// <param name="errors">What does not fit; empty if all does.</param>
    /// <param name="hasJson">There is JSON in the answer, whether it fits or not.</param>
    public static object? Read(AnswerSchema schema, string text, out IReadOnlyList<SchemaError> errors, out bool hasJson)
    {
        List<object?> found = EmbeddedJson.Find(text, out bool isEntireText);
        hasJson = found.Count > 0;
        IReadOnlyList<SchemaError>? first = null;
        foreach (object? json in Candidates(schema, text, found, isEntireText))
        {
            object? value = schema.Read(json, out errors);
            if (errors.Count == 0)
            {
                return value;
            }

            first ??= errors;
        }

        errors = first ?? [new SchemaError("$", "there is no JSON in the answer")];
        return null;
    }

    /// <summary>The error of an answer that does not fit.</summary>
    /// <param name="errors">What does not fit.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cause">Why there is no better one; null where none was asked for.</param>
    public static OfoxException Mismatch(IReadOnlyList<SchemaError> errors, ChatCompletion? answer, OfoxException? cause = null) =>
        new(OfoxErrorKind.OfoxSchemaMismatch, $"The answer does not fit what was asked for: {string.Join("; ", errors)}", cause)
        {
            Completion = answer,
            RequestId = answer?.RequestId,
            SchemaErrors = [.. errors.Select(static error => error.ToString())],
        };

    private static IEnumerable<object?> Candidates(AnswerSchema schema, string text, List<object?> found, bool isEntireText)
    {
        foreach (object? json in found)
        {
            object? inner = schema.Unwrap(json);
            yield return inner;
            if (!ReferenceEquals(inner, json))
            {
                yield return json;
            }
        }

        // An object or a list that was written into a text once more. A number in a text is a text.
        IEnumerable<object?> written = found.OfType<string>().SelectMany(static inner => EmbeddedJson.Find(inner, out _));
        foreach (object? json in written.Where(static json => json is ICollection))
        {
            yield return schema.Unwrap(json);
        }

        // A model that was asked for one word may say just that.
        if (!isEntireText && schema.IsWrapped && text.Trim().Length > 0)
        {
            yield return text.Trim();
        }
    }
}
