using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Threading;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>The schema of an answer: as it is meant, and as it is sent.</summary>
internal sealed class AnswerSchema
{
    /// <summary>The field of the object that is around an answer which is none itself.</summary>
    private const string Wrapper = "value";

    private const int LongestName = 64;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly List<string> _undecided = [];
    private (IReadOnlyList<string> Refused, OrderedDictionary Schema)? _strictFor;

    /// <exception cref="OfoxException">No model can answer so.</exception>
    public AnswerSchema(AnswerShape shape)
    {
        Shape = shape;
        TypeSchema types = new();
        OrderedDictionary schema = shape.ToSchema(types)
            ?? throw Failure.InvalidArgument($"A model cannot answer with '{shape.Name}': no JSON value can be converted to it");
        schema.Remove("$schema");
        if (types.Definitions.Count > 0)
        {
            schema["$defs"] = types.Definitions;
        }

        // Before an answer is paid that cannot fit.
        SchemaReference.Check(schema);
        SchemaPossibility.Check(schema);
        Schema = schema;
        IsWrapped = schema["type"] is not "object" || schema.Contains("anyOf") || schema.Contains("oneOf");
        Sent = IsWrapped ? Wrap(SchemaCopy.Of(schema)) : SchemaCopy.Of(schema);
        OrderedDictionary strict = SchemaCopy.Of(Sent);
        Loose = StrictSchema.Make(strict);
        Strict = Loose is null ? strict : null;
        Name = new string([.. shape.Name.Where(static c => (c < 128 && char.IsLetterOrDigit(c)) || c is '_' or '-').Take(LongestName)]) is { Length: > 0 } name ? name : "answer";
    }

    public AnswerShape Shape { get; }

    /// <summary>Cancelled when nobody waits for an answer any more.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>The schema as it is meant; answers are checked against it.</summary>
    public OrderedDictionary Schema { get; }

    /// <summary>The API wants an object, so one is put around a list or a single value.</summary>
    public bool IsWrapped { get; }

    /// <summary>The schema with an object at its root.</summary>
    public OrderedDictionary Sent { get; }

    /// <summary>The same as strict mode wants it; null where strict mode cannot describe it.</summary>
    public OrderedDictionary? Strict { get; }

    /// <summary>The same for a server that does not take some of the words.</summary>
    /// <param name="refused">Words that are said in the description instead.</param>
    public OrderedDictionary? StrictFor(IReadOnlyList<string> refused)
    {
        if (Strict is null || refused.SequenceEqual(StrictSchema.Lengths))
        {
            return Strict;
        }

        if (_strictFor is not { } known || !known.Refused.SequenceEqual(refused))
        {
            OrderedDictionary strict = SchemaCopy.Of(Sent);
            _ = StrictSchema.Make(strict, string.Empty, refused);
            _strictFor = known = (refused, strict);
        }

        return known.Schema;
    }

    /// <summary>What strict mode cannot describe; null if nothing.</summary>
    public string? Loose { get; }

    /// <summary>The name that the API wants of a schema.</summary>
    public string Name { get; }

    /// <summary>What of the schema could not be checked, told once; null if nothing.</summary>
    public string? TakeWarning()
    {
        if (_undecided.Count == 0)
        {
            return null;
        }

        string patterns = string.Join(", ", _undecided.Select(static pattern => $"'{pattern}'"));
        _undecided.Clear();
        return $"Not checked, because it takes too long to decide: whether texts of the answer match {patterns}.";
    }

    /// <summary>The answer without the object around it, which a model may also have left out.</summary>
    public object? Unwrap(object? value) =>
        IsWrapped && value is OrderedDictionary { Count: 1 } fields && IsWrapper((string)fields.Cast<DictionaryEntry>().Single().Key) ? fields[0] : value;

    /// <summary>Whether a field is the one that is put around an answer which is no object.</summary>
    public static bool IsWrapper(string name) => Wrapper.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks an answer and makes its value.</summary>
    /// <param name="json">Plain JSON, unwrapped.</param>
    /// <param name="errors">What does not fit; empty if all does.</param>
    public object? Read(object? json, out IReadOnlyList<SchemaError> errors) => Read(Shape, Schema, json, "$", out errors);

    /// <summary>The same for one item of a list.</summary>
    public object? ReadItem(object? json, int index, out IReadOnlyList<SchemaError> errors) =>
        Read(Shape.Item!, Schema["items"] as OrderedDictionary ?? new OrderedDictionary(), json, $"$[{index}]", out errors);

    private object? Read(AnswerShape shape, OrderedDictionary schema, object? json, string path, out IReadOnlyList<SchemaError> errors)
    {
        PatternMatcher matcher = new();

        // An answer that lands after the stop is checked too, because what has become of it is recorded.
        CancellationToken stop = Stop.IsCancellationRequested ? CancellationToken.None : Stop;
        errors = SchemaValidator.Check(json, schema, Schema, path, forType: Shape is not JsonShape, matcher, stop);
        _undecided.AddRange(matcher.Undecided.Where(_told.Add));
        if (errors.Count > 0)
        {
            return null;
        }

        try
        {
            return shape.Read(json, matcher);
        }
        catch (FormatException error)
        {
            errors = [new SchemaError(path + (error as ValueException)?.Path, error.Message.TrimEnd('.'))];
            return null;
        }
    }

    // References lead from the root, so the definitions move there.
    private static OrderedDictionary Wrap(OrderedDictionary schema)
    {
        OrderedDictionary root = new()
        {
            ["type"] = "object",
            ["properties"] = new OrderedDictionary { [Wrapper] = schema },
            ["required"] = new object[] { Wrapper },
            ["additionalProperties"] = false,
        };
        foreach (string name in new[] { "$defs", "definitions" })
        {
            if (schema[name] is { } definitions)
            {
                schema.Remove(name);
                root[name] = definitions;
            }
        }

        return root;
    }
}
