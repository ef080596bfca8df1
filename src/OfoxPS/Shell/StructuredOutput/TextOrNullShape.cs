using System.Collections.Specialized;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>The shape of a sample's property whose value is $null: text or null.</summary>
internal sealed class TextOrNullShape : AnswerShape
{
    public override bool IsOptional => true;

    public override OrderedDictionary ToSchema(TypeSchema types) => new() { ["type"] = new object[] { "string", "null" } };

    public override object? Read(object? value, PatternMatcher matcher) => value;
}
