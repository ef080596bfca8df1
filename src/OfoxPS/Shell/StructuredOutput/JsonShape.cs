using System.Collections.Specialized;
using System.Text.RegularExpressions;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>A form that is given as JSON Schema; objects become PSCustomObjects.</summary>
internal sealed class JsonShape : AnswerShape
{
    private readonly OrderedDictionary _schema;
    private readonly string? _name;

    /// <param name="schema">The schema.</param>
    /// <param name="name">The name of the schema; null takes its title.</param>
    /// <exception cref="OfoxException">The schema is invalid.</exception>
    public JsonShape(OrderedDictionary schema, string? name = null)
    {
        SchemaWords.Check(schema);
        _schema = schema;
        _name = name;
    }

    /// <summary>Whether a word of an enum is one in any case: those of choices, which are no schema that somebody wrote.</summary>
    public bool TakesAnyCase { get; init; }

    public override string Name => (_name ?? _schema["title"] as string) is { } name && Regex.IsMatch(name, "^[A-Za-z0-9_-]{1,64}$")
        ? name
        : base.Name;

    public override AnswerShape? Item =>
        _schema["type"] is "array" ? new JsonShape(_schema["items"] as OrderedDictionary ?? new OrderedDictionary()) : null;

    public override OrderedDictionary ToSchema(TypeSchema types) => JsonTreeCopy.Of(_schema);

    public override object? Read(object? value, PatternMatcher matcher) => TypedValue.ToPSObject(value);
}
