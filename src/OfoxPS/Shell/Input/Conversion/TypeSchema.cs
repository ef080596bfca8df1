using System.Collections.Specialized;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Describes .NET and PowerShell types as JSON Schema. The table is in <c>about_OfoxPS_Tools</c>.</summary>
internal sealed class TypeSchema
{
    private readonly List<Type> _open = [];
    private readonly HashSet<Type> _recursive = [];
    private readonly Dictionary<Type, string> _names = [];

    /// <summary>Schemas of types that refer to themselves, by name, for <c>$defs</c> of the root.</summary>
    public OrderedDictionary Definitions { get; } = new();

    /// <summary>The schema of a type; null if no JSON can be converted to it.</summary>
    public OrderedDictionary? Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) is { } schema ? StrictSchema.Nullable(schema) : null;
        }

        return TypeParts.FormOf(type) switch
        {
            TypeForm.Names => OfEnum(type),
            TypeForm.Scalar => ScalarType.Of(type)!.ToSchema(),
            TypeForm.Dictionary => OfDictionary(type),
            TypeForm.List => OfList(TypeParts.ItemOf(type)!),
            TypeForm.Text => new OrderedDictionary { ["type"] = "string" },
            TypeForm.Object => OfClass(type),
            _ => null,
        };
    }

    /// <summary>The schema of an object with these fields and no others.</summary>
    public static OrderedDictionary OfFields(OrderedDictionary properties, IEnumerable<string> required) => new()
    {
        ["type"] = "object",
        ["properties"] = properties,
        ["required"] = required.ToArray<object>(),
        ["additionalProperties"] = false,
    };

    private static OrderedDictionary OfEnum(Type type)
    {
        OrderedDictionary names = new() { ["type"] = "string", ["enum"] = Enum.GetNames(type).Cast<object>().ToArray() };
        return type.IsDefined(typeof(FlagsAttribute), false)
            ? new OrderedDictionary { ["type"] = "array", ["items"] = names }
            : names;
    }

    private OrderedDictionary? OfDictionary(Type type)
    {
        OrderedDictionary schema = new() { ["type"] = "object" };
        if (TypeParts.ValuesOf(type) is not { } values)
        {
            return schema;
        }

        schema["additionalProperties"] = Of(values);
        return schema["additionalProperties"] is null ? null : schema;
    }

    private OrderedDictionary? OfList(Type item) =>
        Of(item) is { } items ? new OrderedDictionary { ["type"] = "array", ["items"] = items } : null;

    private static bool HasFields(Type type) => type.GetConstructor(Type.EmptyTypes) is not null && TypeParts.Members(type).Any();

    private OrderedDictionary? OfClass(Type type)
    {
        if (_open.Contains(type))
        {
            _recursive.Add(type);
            return Reference(type);
        }

        if (type.IsAbstract || type.IsInterface || !(type.IsValueType || HasFields(type)))
        {
            return null;
        }

        _open.Add(type);
        OrderedDictionary properties = new();
        List<string> required = [];
        foreach (PropertyInfo member in TypeParts.Members(type))
        {
            // A member of the type that is being described must be optional, or no value could end.
            bool isNext = _open.Contains(member.PropertyType);
            if (Of(member.PropertyType) is { } schema)
            {
                object[] attributes = member.GetCustomAttributes(false);
                ValidationSchema.Apply(schema, attributes);
                schema = isNext ? StrictSchema.Nullable(schema) : schema;
                Describe(schema, attributes);
                properties[member.Name] = schema;
                if (!isNext && Nullable.GetUnderlyingType(member.PropertyType) is null)
                {
                    required.Add(member.Name);
                }
            }
        }

        _open.Remove(type);
        OrderedDictionary result = OfFields(properties, required);
        if (!_recursive.Contains(type))
        {
            return properties.Count > 0 ? result : null;
        }

        Definitions[NameOf(type)] = result;
        return Reference(type);
    }

    private static void Describe(OrderedDictionary schema, object[] attributes)
    {
        if (attributes.OfType<DescriptionAttribute>().FirstOrDefault()?.Description is { Length: > 0 } text)
        {
            schema["description"] = text;
        }
    }

    private OrderedDictionary Reference(Type type) => new() { ["$ref"] = "#/$defs/" + NameOf(type) };

    // Types of the same name (of two namespaces, or of one generic type) get different names.
    private string NameOf(Type type)
    {
        if (!_names.TryGetValue(type, out string? name))
        {
            string plain = type.Name.Split('`')[0];
            for (int number = 1; name is null || _names.ContainsValue(name); number++)
            {
                name = number == 1 ? plain : plain + number.ToString(CultureInfo.InvariantCulture);
            }

            _names[type] = name;
        }

        return name;
    }
}
