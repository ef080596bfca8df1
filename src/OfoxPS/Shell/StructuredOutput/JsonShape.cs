using System.Collections.Specialized;
using System.Text.RegularExpressions;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>Whatever a JSON Schema describes that somebody wrote; objects become PSCustomObjects.</summary>
internal sealed class JsonShape : AnswerShape
{
    private readonly OrderedDictionary _schema;

    /// <exception cref="OfoxException">It is no schema.</exception>
    public JsonShape(OrderedDictionary schema)
    {
        SchemaWords.Check(schema);
        _schema = schema;
    }

    public override string Name => _schema["title"] is string title && Regex.IsMatch(title, "^[A-Za-z0-9_-]{1,64}$") ? title : base.Name;

    public override AnswerShape? Item =>
        _schema["type"] is "array" ? new JsonShape(_schema["items"] as OrderedDictionary ?? new OrderedDictionary()) : null;

    public override OrderedDictionary ToSchema(TypeSchema types) => SchemaCopy.Of(_schema);

    public override object? Read(object? value) => TypedValue.Loose(value);
}
