using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace OfoxPS.UnitTests.Layers;

/// <summary>
/// Every type that a type of an assembly names, anywhere: bases, fields, signatures, attributes, generic arguments,
/// local variables and the code itself, its nested and compiler-made types included.
/// </summary>
internal sealed class TypeWalk
{
    private static readonly Regex QualifiedName = new(@"([A-Za-z_]\w*\.)+[A-Za-z_]\w*");

    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    /// <summary>Of each outermost type, by its full name, the full names of the types that it names.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Of(string path)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(path);
        return module.Types.ToDictionary(static type => type.FullName, static IReadOnlySet<string> (type) =>
        {
            TypeWalk walk = new();
            walk.Definition(type);
            walk._found.Remove(type.FullName);
            return walk._found;
        });
    }

    private void Definition(TypeDefinition type)
    {
        Name(type.BaseType);
        Attributes([type, .. type.Interfaces, .. type.Fields, .. type.Properties, .. type.Events, .. type.Methods]);
        Constraints(type);
        Names(type.Interfaces.Select(static one => one.InterfaceType));
        Names(type.Fields.Select(static one => one.FieldType));
        Names(type.Properties.Select(static one => one.PropertyType));
        Names(type.Events.Select(static one => one.EventType));
        foreach (MethodDefinition method in type.Methods)
        {
            Method(method);
        }

        foreach (TypeDefinition nested in type.NestedTypes)
        {
            Definition(nested);
        }
    }

    private void Method(MethodDefinition method)
    {
        Signature(method);
        Constraints(method);
        Attributes([.. method.Parameters]);
        if (!method.HasBody)
        {
            return;
        }

        Names(method.Body.Variables.Select(static one => one.VariableType));
        Names(method.Body.ExceptionHandlers.Select(static one => one.CatchType));
        foreach (Instruction instruction in method.Body.Instructions)
        {
            switch (instruction.Operand)
            {
                case TypeReference type:
                    Name(type);
                    break;
                case FieldReference field:
                    Name(field.DeclaringType);
                    Name(field.FieldType);
                    break;
                case IMethodSignature called:
                    Signature(called);
                    break;
            }
        }
    }

    private void Signature(IMethodSignature method)
    {
        Name(method.ReturnType);
        Names(method.Parameters.Select(static one => one.ParameterType));
        Name((method as MethodReference)?.DeclaringType);
        Names((method as GenericInstanceMethod)?.GenericArguments ?? []);
    }

    private void Constraints(IGenericParameterProvider generic) =>
        Names(generic.GenericParameters.SelectMany(static one => one.Constraints).Select(static one => one.ConstraintType));

    // What a value of an attribute names is text in it.
    private void Attributes(params ICustomAttributeProvider[] providers)
    {
        foreach (CustomAttribute attribute in providers.SelectMany(static one => one.CustomAttributes))
        {
            Signature(attribute.Constructor);
            _found.UnionWith(QualifiedName.Matches(Encoding.UTF8.GetString(attribute.GetBlob())).Select(static match => match.Value));
        }
    }

    private void Names(IEnumerable<TypeReference?> types)
    {
        foreach (TypeReference? type in types)
        {
            Name(type);
        }
    }

    private void Name(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                break;
            case FunctionPointerType pointer:
                Signature(pointer);
                break;
            case TypeSpecification made:
                Names((made as GenericInstanceType)?.GenericArguments ?? []);
                Name((made as IModifierType)?.ModifierType);
                Name(made.ElementType);
                break;
            default:
                _found.Add(type.DeclaringType is null ? type.FullName : Outermost(type).FullName);
                break;
        }
    }

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
