using System.Collections.Specialized;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>A list of values of one shape.</summary>
internal sealed class ListShape(AnswerShape item) : AnswerShape
{
    public override AnswerShape Item => item;

    public override string Name => item.Name;

    public override OrderedDictionary? ToSchema(TypeSchema types) =>
        item.ToSchema(types) is { } items ? new OrderedDictionary { ["type"] = "array", ["items"] = items } : null;

    public override object? Read(object? value, PatternMatcher matcher) => (value as object?[] ?? [value])
        .Select((each, index) => ValueException.At($"[{index}]", () => item.Read(each, matcher))).ToArray();
}
