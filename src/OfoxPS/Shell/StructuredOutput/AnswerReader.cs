using System.Collections;
using System.Runtime.CompilerServices;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>Finds the value in the text of an answer.</summary>
internal static class AnswerReader
{
#pragma warning disable CA2255 // A script can create a completion before any cmdlet has run.
    /// <summary>Gives <see cref="ChatCompletion.ToObject"/> its implementation, which is in a layer above the class.</summary>
    [ModuleInitializer]
    internal static void Register() => ChatCompletion.Reader = Read;
#pragma warning restore CA2255

    /// <param name="schema">The form of the answer.</param>
    /// <param name="text">The text of the answer.</param>
    /// <param name="errors">The differences from the schema; empty if there are none.</param>
    /// <param name="hasJson">Whether there is JSON in the answer, even if it does not fit.</param>
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

    /// <summary>The error for an answer that does not fit the schema.</summary>
    /// <param name="errors">The differences from the schema.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cause">Why the repair failed; null if there was none.</param>
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

        // An object or list that the model has put into a JSON string. A number in a string remains a string.
        IEnumerable<object?> written = found.OfType<string>().SelectMany(static inner => EmbeddedJson.Find(inner, out _));
        foreach (object? json in written.Where(static json => json is ICollection))
        {
            yield return schema.Unwrap(json);
        }

        // A model that was asked for a single value may answer with the bare text.
        if (!isEntireText && schema.IsWrapped && text.Trim().Length > 0)
        {
            yield return text.Trim();
        }
    }

    private static object? Read(ChatCompletion completion, object? form)
    {
        AnswerSchema schema = new(AnswerShapeReader.Read(form));
        object? value = Read(schema, completion.Content ?? string.Empty, out IReadOnlyList<SchemaError> errors, out _);
        return errors.Count == 0 ? value : throw Mismatch(errors, completion);
    }
}
