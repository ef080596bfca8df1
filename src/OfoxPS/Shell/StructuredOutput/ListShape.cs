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

    public override object? Read(object? value, PatternMatcher matcher)
    {
        object?[] items = value as object?[] ?? [value];
        object?[] result = new object?[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            try
            {
                result[i] = item.Read(items[i], matcher);
            }
            catch (FormatException error)
            {
                throw new ValueException($"[{i}]{(error as ValueException)?.Path}", error.Message, error);
            }
        }

        return result;
    }
}
