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
        Reading? chosen = null;
        foreach (object? json in found)
        {
            object? inner = schema.Unwrap(json);
            if (FirstThatFits(schema, ReferenceEquals(inner, json) ? [json] : [inner, json], ref first) is not { } reading)
            {
                continue;
            }

            // A draft, an example and the answer may all fit, and nothing tells which is meant.
            if (chosen is not null && JsonTreeWriter.ToText(chosen.Json) != JsonTreeWriter.ToText(reading.Json))
            {
                errors = [new SchemaError("$", "the answer holds several values that fit and differ, and must hold one")];
                return null;
            }

            chosen ??= reading;
        }

        chosen ??= FirstThatFits(schema, OtherReadings(schema, text, found, isEntireText), ref first);
        errors = chosen is not null ? [] : first ?? [new SchemaError("$", "there is no JSON in the answer")];
        return chosen?.Value;
    }

    private static Reading? FirstThatFits(AnswerSchema schema, IEnumerable<object?> readings, ref IReadOnlyList<SchemaError>? first)
    {
        foreach (object? json in readings)
        {
            object? value = schema.Read(json, out IReadOnlyList<SchemaError> errors);
            if (errors.Count == 0)
            {
                return new Reading(json, value);
            }

            first ??= errors;
        }

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

    private static IEnumerable<object?> OtherReadings(AnswerSchema schema, string text, List<object?> found, bool isEntireText)
    {
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

    private sealed record Reading(object? Json, object? Value);
}
