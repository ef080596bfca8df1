using System.Collections.Specialized;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>A value of a .NET or PowerShell type.</summary>
internal sealed class TypeShape : AnswerShape
{
    private readonly Type _type;

    public TypeShape(Type type) => _type = type;

    public override bool IsOptional => Nullable.GetUnderlyingType(_type) is not null;

    public override string Name => _type.IsArray ? _type.GetElementType()!.Name : _type.Name.Split('`')[0];

    public override AnswerShape? Item =>
        TypeParts.FormOf(_type) == TypeForm.List ? new TypeShape(TypeParts.ItemOf(_type)!) : null;

    public override OrderedDictionary? ToSchema(TypeSchema types) => types.Of(_type);

    public override object? Read(object? value, PatternMatcher matcher) => TypedValue.Convert(value, _type, matcher);
}
