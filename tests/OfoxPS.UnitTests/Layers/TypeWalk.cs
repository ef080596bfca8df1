using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace OfoxPS.UnitTests.Layers;

/// <summary>
/// Every type that a type of an assembly names, anywhere: bases, fields, signatures, attributes, generic arguments,
/// local variables and the code itself, its nested and compiler-made types included.
/// </summary>
internal sealed class TypeWalk
{
    private static readonly Dictionary<ushort, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!)
        .ToDictionary(static code => (ushort)code.Value, static code => code.OperandType);

    private static readonly Regex QualifiedName = new(@"([A-Za-z_]\w*\.)+[A-Za-z_]\w*");

    private readonly PEReader _file;
    private readonly MetadataReader _reader;
    private readonly TypeNames _names;

    private TypeWalk(PEReader file)
    {
        _file = file;
        _reader = file.GetMetadataReader();
        _names = new TypeNames(_reader);
    }

    /// <summary>Of each outermost type, by its full name, the full names of the types that it names.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Of(string path)
    {
        using PEReader file = new(System.IO.File.OpenRead(path));
        TypeWalk walk = new(file);
        Dictionary<string, IReadOnlySet<string>> all = [];
        foreach (TypeDefinitionHandle handle in walk._reader.TypeDefinitions)
        {
            TypeDefinition type = walk._reader.GetTypeDefinition(handle);
            if (type.GetDeclaringType().IsNil)
            {
                HashSet<string> found = new(StringComparer.Ordinal);
                walk.Type(handle, found);
                found.Remove(walk._names.Name(handle));
                all[walk._names.Name(handle)] = found;
            }
        }

        return all;
    }

    private void Type(TypeDefinitionHandle handle, HashSet<string> found)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        Entity(type.BaseType, found);
        Attributes(type.GetCustomAttributes(), found);
        Generics(type.GetGenericParameters(), found);
        foreach (InterfaceImplementationHandle item in type.GetInterfaceImplementations())
        {
            InterfaceImplementation implementation = _reader.GetInterfaceImplementation(item);
            Entity(implementation.Interface, found);
            Attributes(implementation.GetCustomAttributes(), found);
        }

        foreach (FieldDefinition field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            found.UnionWith(field.DecodeSignature(_names, null));
            Attributes(field.GetCustomAttributes(), found);
        }

        foreach (PropertyDefinition property in type.GetProperties().Select(_reader.GetPropertyDefinition))
        {
            Signature(property.DecodeSignature(_names, null), found);
            Attributes(property.GetCustomAttributes(), found);
        }

        foreach (EventDefinition item in type.GetEvents().Select(_reader.GetEventDefinition))
        {
            Entity(item.Type, found);
            Attributes(item.GetCustomAttributes(), found);
        }

        foreach (MethodDefinition method in type.GetMethods().Select(_reader.GetMethodDefinition))
        {
            Method(method, found);
        }

        foreach (TypeDefinitionHandle nested in type.GetNestedTypes())
        {
            Type(nested, found);
        }
    }

    private void Method(MethodDefinition method, HashSet<string> found)
    {
        Signature(method.DecodeSignature(_names, null), found);
        Attributes(method.GetCustomAttributes(), found);
        Generics(method.GetGenericParameters(), found);
        foreach (ParameterHandle parameter in method.GetParameters())
        {
            Attributes(_reader.GetParameter(parameter).GetCustomAttributes(), found);
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        MethodBodyBlock body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            found.UnionWith(_reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, null).SelectMany(static names => names));
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            Entity(region.CatchType, found);
        }

        Code(body.GetILReader(), found);
    }

    private void Code(BlobReader code, HashSet<string> found)
    {
        while (code.RemainingBytes > 0)
        {
            ushort value = code.ReadByte();
            if (value == 0xFE)
            {
                value = (ushort)(0xFE00 | code.ReadByte());
            }

            switch (Operands[value])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                    Entity((EntityHandle)MetadataTokens.Handle(code.ReadInt32()), found);
                    break;
                case OperandType.InlineSwitch:
                    int targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR:
                    code.Offset += 4;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
                case OperandType.InlineNone:
                    break;
                default:
                    throw new NotSupportedException($"Operand of {value:X}.");
            }
        }
    }

    private void Entity(EntityHandle handle, HashSet<string> found)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification:
                found.UnionWith(_names.Of(handle));
                break;
            case HandleKind.MethodDefinition:
                MethodDefinition method = _reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                Entity(method.GetDeclaringType(), found);
                Signature(method.DecodeSignature(_names, null), found);
                break;
            case HandleKind.FieldDefinition:
                FieldDefinition field = _reader.GetFieldDefinition((FieldDefinitionHandle)handle);
                Entity(field.GetDeclaringType(), found);
                found.UnionWith(field.DecodeSignature(_names, null));
                break;
            case HandleKind.MemberReference:
                Member(_reader.GetMemberReference((MemberReferenceHandle)handle), found);
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification specification = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                Entity(specification.Method, found);
                found.UnionWith(specification.DecodeSignature(_names, null).SelectMany(static names => names));
                break;
            case HandleKind.StandaloneSignature:
                Signature(_reader.GetStandaloneSignature((StandaloneSignatureHandle)handle).DecodeMethodSignature(_names, null), found);
                break;
            default:
                throw new NotSupportedException(handle.Kind.ToString());
        }
    }

    private void Member(MemberReference member, HashSet<string> found)
    {
        Entity(member.Parent, found);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            found.UnionWith(member.DecodeFieldSignature(_names, null));
        }
        else
        {
            Signature(member.DecodeMethodSignature(_names, null), found);
        }
    }

    private void Attributes(CustomAttributeHandleCollection attributes, HashSet<string> found)
    {
        foreach (CustomAttributeHandle attribute in attributes)
        {
            CustomAttribute value = _reader.GetCustomAttribute(attribute);
            Entity(value.Constructor, found);

            // A type among its values is written out as text.
            string text = System.Text.Encoding.Latin1.GetString(_reader.GetBlobBytes(value.Value));
            found.UnionWith(QualifiedName.Matches(text).Select(static match => match.Value));
        }
    }

    private void Generics(GenericParameterHandleCollection parameters, HashSet<string> found)
    {
        foreach (GenericParameter parameter in parameters.Select(_reader.GetGenericParameter))
        {
            Attributes(parameter.GetCustomAttributes(), found);
            foreach (GenericParameterConstraintHandle constraint in parameter.GetConstraints())
            {
                Entity(_reader.GetGenericParameterConstraint(constraint).Type, found);
            }
        }
    }

    private static void Signature(MethodSignature<ImmutableHashSet<string>> signature, HashSet<string> found)
    {
        found.UnionWith(signature.ReturnType);
        found.UnionWith(signature.ParameterTypes.SelectMany(static names => names));
    }
}
