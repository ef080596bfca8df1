using System.Collections.Specialized;
using System.Management.Automation;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>
/// A form with named properties, each of its own shape; the answer becomes a PSCustomObject with the properties in this order.
/// </summary>
/// <param name="members">The properties, in their order.</param>
internal sealed class RecordShape(IReadOnlyList<KeyValuePair<string, AnswerShape>> members) : AnswerShape
{
    public override OrderedDictionary? ToSchema(TypeSchema types)
    {
        OrderedDictionary properties = new();
        foreach (KeyValuePair<string, AnswerShape> field in members)
        {
            properties[field.Key] = field.Value.ToSchema(types)
                ?? throw Failure.InvalidArgument(
                    $"A model cannot answer with the type of the field '{field.Key}': no JSON value can be converted to it");
        }

        return TypeSchema.OfFields(properties, members.Where(static field => !field.Value.IsOptional).Select(static field => field.Key));
    }

    public override object? Read(object? value, PatternMatcher matcher)
    {
        OrderedDictionary? fields = value as OrderedDictionary;
        PSObject result = new();
        foreach (KeyValuePair<string, AnswerShape> field in members)
        {
            object? read = ValueException.At(
                SchemaTypes.Step(string.Empty, field.Key),
                () => fields?.Contains(field.Key) == true ? field.Value.Read(fields[field.Key], matcher) : null);
            TypedValue.AddTo(result, field.Key, read);
        }

        return result;
    }
}
