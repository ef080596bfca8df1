using System;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Metadata;

namespace OfoxPS.UnitTests.Layers;

/// <summary>The full names of all types in a signature, outermost types only.</summary>
internal sealed class TypeNames(MetadataReader reader) : ISignatureTypeProvider<ImmutableHashSet<string>, object?>
{
    public ImmutableHashSet<string> Of(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => [Name((TypeDefinitionHandle)handle)],
        HandleKind.TypeReference => [Name((TypeReferenceHandle)handle)],
        HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null),
        _ => throw new NotSupportedException(handle.Kind.ToString()),
    };

    public string Name(TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        return outer.IsNil ? Name(type.Namespace, type.Name) : Name(outer);
    }

    public string Name(TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? Name((TypeReferenceHandle)type.ResolutionScope)
            : Name(type.Namespace, type.Name);
    }

    public ImmutableHashSet<string> GetArrayType(ImmutableHashSet<string> elementType, ArrayShape shape) => elementType;

    public ImmutableHashSet<string> GetByReferenceType(ImmutableHashSet<string> elementType) => elementType;

    public ImmutableHashSet<string> GetFunctionPointerType(MethodSignature<ImmutableHashSet<string>> signature) =>
        signature.ReturnType.Union(signature.ParameterTypes.SelectMany(static names => names));

    public ImmutableHashSet<string> GetGenericInstantiation(ImmutableHashSet<string> genericType, ImmutableArray<ImmutableHashSet<string>> typeArguments) =>
        genericType.Union(typeArguments.SelectMany(static names => names));

    public ImmutableHashSet<string> GetGenericMethodParameter(object? genericContext, int index) => [];

    public ImmutableHashSet<string> GetGenericTypeParameter(object? genericContext, int index) => [];

    public ImmutableHashSet<string> GetModifiedType(ImmutableHashSet<string> modifier, ImmutableHashSet<string> unmodifiedType, bool isRequired) =>
        unmodifiedType.Union(modifier);

    public ImmutableHashSet<string> GetPinnedType(ImmutableHashSet<string> elementType) => elementType;

    public ImmutableHashSet<string> GetPointerType(ImmutableHashSet<string> elementType) => elementType;

    public ImmutableHashSet<string> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

    public ImmutableHashSet<string> GetSZArrayType(ImmutableHashSet<string> elementType) => elementType;

    public ImmutableHashSet<string> GetTypeFromDefinition(MetadataReader _, TypeDefinitionHandle handle, byte rawTypeKind) => [Name(handle)];

    public ImmutableHashSet<string> GetTypeFromReference(MetadataReader _, TypeReferenceHandle handle, byte rawTypeKind) => [Name(handle)];

    public ImmutableHashSet<string> GetTypeFromSpecification(MetadataReader _, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => Of(handle);

    private string Name(StringHandle space, StringHandle name) =>
        space.IsNil ? reader.GetString(name) : $"{reader.GetString(space)}.{reader.GetString(name)}";
}
