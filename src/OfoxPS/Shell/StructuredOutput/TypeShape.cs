using System.Collections.Specialized;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>A value of a .NET or PowerShell type, or null where the form says so.</summary>
internal sealed class TypeShape(Type type, bool isNullable = false) : AnswerShape
{
    public override bool IsOptional => isNullable || Nullable.GetUnderlyingType(type) is not null;

    public override string Name => type.IsArray ? type.GetElementType()!.Name : type.Name.Split('`')[0];

    public override AnswerShape? Item =>
        TypeParts.FormOf(type) == TypeForm.List ? new TypeShape(TypeParts.ItemOf(type)!) : null;

    public override OrderedDictionary? ToSchema(TypeSchema types) =>
        types.Of(type) is { } schema && isNullable ? StrictSchema.Nullable(schema) : types.Of(type);

    public override object? Read(object? value, PatternMatcher matcher) => TypedValue.Convert(value, type, matcher);
}
