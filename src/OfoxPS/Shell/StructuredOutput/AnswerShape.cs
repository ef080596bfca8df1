using System.Collections.Specialized;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>What an answer shall be: it describes itself to a model, and makes a value of what the model said.</summary>
internal abstract class AnswerShape
{
    /// <summary>The schema; null when no JSON can become such a value.</summary>
    /// <param name="types">Collects the definitions of types that refer to themselves.</param>
    public abstract OrderedDictionary? ToSchema(TypeSchema types);

    /// <summary>The value that plain JSON stands for.</summary>
    /// <exception cref="System.FormatException">It stands for none; <see cref="ValueException"/> tells the place.</exception>
    public abstract object? Read(object? value, PatternMatcher matcher);

    /// <summary>It may be left out, or be null.</summary>
    public virtual bool IsOptional => false;

    /// <summary>A word for it, for the name that the API wants of a schema.</summary>
    public virtual string Name => "answer";

    /// <summary>The shape of its items; null when it is no list.</summary>
    public virtual AnswerShape? Item => null;
}
