using System.Collections;
using System.Collections.Specialized;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>The schema of an answer: the one that answers are checked against, and those that are sent.</summary>
internal sealed class AnswerSchema
{
    /// <summary>The property of the object that wraps an answer which is no object.</summary>
    private const string Wrapper = "value";

    private const int LongestName = 64;

    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private readonly List<string> _undecided = [];

    // The path of what strict mode cannot describe; null if there is nothing.
    private readonly string? _notStrict;
    private (IReadOnlyList<string> Refused, OrderedDictionary Schema)? _strictFor;

    /// <exception cref="OfoxException">The shape cannot be described, or its schema has an invalid reference.</exception>
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

        // Checked here, before an answer is paid for that cannot be checked.
        SchemaReference.Check(schema);
        SchemaPossibility.Check(schema);
        Schema = schema;
        IsWrapped = schema["type"] is not "object" || schema.Contains("anyOf") || schema.Contains("oneOf");
        Sent = IsWrapped ? Wrap(JsonTreeCopy.Of(schema)) : JsonTreeCopy.Of(schema);
        OrderedDictionary strict = JsonTreeCopy.Of(Sent);
        _notStrict = StrictSchema.Make(strict);
        Strict = _notStrict is null ? strict : null;
        char[] name = [.. shape.Name.Where(static c => (c < 128 && char.IsLetterOrDigit(c)) || c is '_' or '-').Take(LongestName)];
        Name = name.Length > 0 ? new string(name) : "answer";
    }

    public AnswerShape Shape { get; }

    /// <summary>Cancelled when the pipeline ends.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>The schema that answers are checked against.</summary>
    public OrderedDictionary Schema { get; }

    /// <summary>Whether the answer is wrapped in an object, because the API needs an object at the root.</summary>
    public bool IsWrapped { get; }

    /// <summary>The schema with an object at its root.</summary>
    public OrderedDictionary Sent { get; }

    /// <summary>The schema for strict mode; null if strict mode cannot describe it.</summary>
    public OrderedDictionary? Strict { get; }

    /// <summary>The schema for strict mode without keywords that the server refuses.</summary>
    /// <param name="refused">The keywords, which are put into the description instead.</param>
    public OrderedDictionary? StrictFor(IReadOnlyList<string> refused)
    {
        if (Strict is null || refused.SequenceEqual(StrictSchema.Lengths))
        {
            return Strict;
        }

        if (_strictFor is not { } known || !known.Refused.SequenceEqual(refused))
        {
            OrderedDictionary strict = JsonTreeCopy.Of(Sent);
            _ = StrictSchema.Make(strict, refused);
            _strictFor = known = (refused, strict);
        }

        return known.Schema;
    }

    /// <summary>Checks that strict mode can describe the schema.</summary>
    /// <exception cref="OfoxException">It cannot.</exception>
    public void RequireStrict()
    {
        if (_notStrict is { } path)
        {
            throw Failure.InvalidArgument(
                $"Strict mode cannot describe '{(path.Length == 0 ? Name : path)}': it accepts any fields, or uses a form that strict mode "
                    + "does not have");
        }
    }

    /// <summary>The name of the schema, which the API requires.</summary>
    public string Name { get; }

    /// <summary>The warning about parts of the schema that could not be checked, once; null if there is none.</summary>
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

    /// <summary>The answer without the wrapping object, which a model may have left out.</summary>
    public object? Unwrap(object? value) =>
        IsWrapped && value is OrderedDictionary { Count: 1 } fields && IsWrapper((string)fields.Cast<DictionaryEntry>().Single().Key)
            ? fields[0]
            : value;

    /// <summary>Whether a name is that of the wrapping property.</summary>
    public static bool IsWrapper(string name) => Wrapper.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks an answer and converts it to its value.</summary>
    /// <param name="json">The JSON value, without the wrapping object.</param>
    /// <param name="errors">The differences from the schema; empty if there are none.</param>
    public object? Read(object? json, out IReadOnlyList<SchemaError> errors) => Read(Shape, Schema, json, "$", out errors);

    /// <summary>Checks and converts one item of a list.</summary>
    public object? ReadItem(object? json, int index, out IReadOnlyList<SchemaError> errors) =>
        Read(Shape.Item!, Schema["items"] as OrderedDictionary ?? new OrderedDictionary(), json, $"$[{index}]", out errors);

    private object? Read(AnswerShape shape, OrderedDictionary schema, object? json, string path, out IReadOnlyList<SchemaError> errors)
    {
        PatternMatcher matcher = new();

        // An answer that arrives after the stop is checked too, because a checkpoint records it.
        CancellationToken stop = Stop.IsCancellationRequested ? CancellationToken.None : Stop;
        bool isExact = Shape is JsonShape { TakesAnyCase: false };
        errors = SchemaValidator.Check(ref json, schema, Schema, path, forType: !isExact, matcher, stop);
        _undecided.AddRange(matcher.Undecided.Where(_reported.Add));
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

    // References are relative to the root, so the definitions move there.
    private static OrderedDictionary Wrap(OrderedDictionary schema)
    {
        OrderedDictionary root = TypeSchema.OfFields(new OrderedDictionary { [Wrapper] = schema }, [Wrapper]);
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
