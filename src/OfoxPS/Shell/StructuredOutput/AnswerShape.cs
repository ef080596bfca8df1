using System.Collections.Specialized;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>
/// The form of an answer that a user has given: it has a JSON Schema for the model, and converts the model's JSON to a value.
/// </summary>
internal abstract class AnswerShape
{
    /// <summary>The schema; null if no JSON can be converted to such a value.</summary>
    /// <param name="types">Collects the definitions of types that refer to themselves.</param>
    public abstract OrderedDictionary? ToSchema(TypeSchema types);

    /// <summary>Converts JSON to the value.</summary>
    /// <exception cref="System.FormatException">The JSON cannot be converted; <see cref="ValueException"/> has the path.</exception>
    public abstract object? Read(object? value, PatternMatcher matcher);

    /// <summary>Whether the value may be missing or null.</summary>
    public virtual bool IsOptional => false;

    /// <summary>A name for the schema, which the API requires.</summary>
    public virtual string Name => "answer";

    /// <summary>The shape of the items; null if this is no list.</summary>
    public virtual AnswerShape? Item => null;
}
