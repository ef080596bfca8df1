using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Mail;
using System.Numerics;
using System.Reflection;
using System.Security;
using System.Text.RegularExpressions;
using System.Xml;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.Conversion;

/// <summary>.NET and PowerShell types as JSON Schema. The table is in <c>about_OfoxPS_Tools</c>.</summary>
internal sealed class TypeSchema
{
    // Made of a string without doing anything; others with such a constructor open or create what the string names.
    private static readonly HashSet<Type> TextTypes =
    [
        typeof(FileInfo), typeof(DirectoryInfo), typeof(Regex), typeof(MailAddress), typeof(CultureInfo), typeof(WildcardPattern),
        typeof(Microsoft.PowerShell.Commands.ModuleSpecification),
    ];

    // The name of a property, as Measure-Object takes it; only PowerShell 7 shows the type.
    private const string PropertyName = "Microsoft.PowerShell.Commands.PSPropertyExpression";

    private readonly List<Type> _open = [];
    private readonly HashSet<Type> _recursive = [];
    private readonly Dictionary<Type, string> _names = [];

    /// <summary>Schemas of types that refer to themselves, by name; they belong under <c>$defs</c> of the root.</summary>
    public OrderedDictionary Definitions { get; } = new();

    /// <summary>The schema of a type; null when no JSON can become such an object.</summary>
    public OrderedDictionary? Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) is { } schema ? StrictSchema.Nullable(schema) : null;
        }

        return type.IsEnum ? OfEnum(type)
            : Simple(type)
            ?? (IsRefused(type) ? null
            : IsDictionary(type) || type == typeof(PSCustomObject) ? OfDictionary(type)
            : ItemOf(type) is not null ? OfList(type)
            : (IsText(type) ? Typed("string") : OfClass(type)));
    }

    private static OrderedDictionary Typed(string type, string? format = null)
    {
        OrderedDictionary schema = new() { ["type"] = type };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    private static OrderedDictionary? Simple(Type type) => type switch
    {
        _ when type == typeof(string) => Typed("string"),
        _ when type == typeof(char) => new OrderedDictionary { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 1 },
        _ when type == typeof(bool) || type == typeof(SwitchParameter) => Typed("boolean"),
        _ when type == typeof(byte) => new OrderedDictionary { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = 255 },
        _ when type == typeof(ushort) || type == typeof(uint) || type == typeof(ulong) => new OrderedDictionary { ["type"] = "integer", ["minimum"] = 0 },
        _ when type == typeof(sbyte) || type == typeof(short) || type == typeof(int) || type == typeof(long) || type == typeof(BigInteger) => Typed("integer"),
        _ when type == typeof(float) || type == typeof(double) || type == typeof(decimal) => Typed("number"),
        _ when type == typeof(DateTime) || type == typeof(DateTimeOffset) => Typed("string", "date-time"),
        _ when type == typeof(TimeSpan) => Typed("string", "duration"),
        _ when type == typeof(Guid) => Typed("string", "uuid"),
        _ when type == typeof(Uri) => Typed("string", "uri"),
        _ when type == typeof(Version) => new OrderedDictionary { ["type"] = "string", ["pattern"] = @"^\d+(\.\d+){1,3}$" },
        _ when type == typeof(object) || type == typeof(PSObject) => new OrderedDictionary(),
        _ when typeof(XmlNode).IsAssignableFrom(type) => new OrderedDictionary { ["type"] = "string", ["description"] = "XML" },
        _ when type == typeof(byte[]) => new OrderedDictionary { ["type"] = "string", ["description"] = "base64" },
        _ => null,
    };

    // Text from a model never becomes code, and secrets are not its business.
    private static bool IsRefused(Type type) =>
        type == typeof(ScriptBlock) || type == typeof(SecureString) || type == typeof(PSCredential)
        || type == typeof(NetworkCredential) || type == typeof(IntPtr) || type == typeof(UIntPtr)
        || typeof(PSReference).IsAssignableFrom(type) || typeof(PSVariable).IsAssignableFrom(type)
        || (typeof(IDisposable).IsAssignableFrom(type) && !typeof(IEnumerable).IsAssignableFrom(type)) || typeof(Delegate).IsAssignableFrom(type) || type.IsPointer || type.IsByRef
        || (type.IsArray && IsRefused(type.GetElementType()!));

    private static OrderedDictionary OfEnum(Type type)
    {
        OrderedDictionary names = new() { ["type"] = "string", ["enum"] = Enum.GetNames(type).Cast<object>().ToArray() };
        return type.IsDefined(typeof(FlagsAttribute), false)
            ? new OrderedDictionary { ["type"] = "array", ["items"] = names }
            : names;
    }

    public static bool IsDictionary(Type type) => typeof(IDictionary).IsAssignableFrom(type) || Generic(type, typeof(IDictionary<,>)) is not null;

    /// <summary>The type of a dictionary's values; null where they may be anything.</summary>
    public static Type? ValuesOf(Type type) =>
        Generic(type, typeof(IDictionary<,>)) is { } arguments && arguments[1] != typeof(object) ? arguments[1] : null;

    /// <summary>The type of a list's items; null where the type is no list.</summary>
    public static Type? ItemOf(Type type) =>
        !typeof(IEnumerable).IsAssignableFrom(type) || type == typeof(string) ? null
        : type.IsArray ? type.GetElementType()!
        : Generic(type, typeof(IEnumerable<>))?[0] ?? typeof(object);

    private OrderedDictionary? OfDictionary(Type type)
    {
        if (type == typeof(PSCustomObject))
        {
            return Typed("object");
        }

        if (!IsDictionary(type))
        {
            return null;
        }

        OrderedDictionary schema = Typed("object");
        if (ValuesOf(type) is { } values)
        {
            if (Of(values) is not { } value)
            {
                return null;
            }

            schema["additionalProperties"] = value;
        }

        return schema;
    }

    private OrderedDictionary? OfList(Type type) =>
        ItemOf(type) is { } item && Of(item) is { } items ? new OrderedDictionary { ["type"] = "array", ["items"] = items } : null;

    private static Type[]? Generic(Type type, Type definition) =>
        type.GetInterfaces().Concat([type])
            .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition)?
            .GetGenericArguments();

    // A type that PowerShell can make of a string: it parses itself, or takes a string to be made.
    private static bool IsText(Type type) =>
        type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, null, [typeof(string)], null)?.ReturnType == type
        || TextTypes.Contains(type) || type.FullName == PropertyName;

    private static bool HasFields(Type type) => type.GetConstructor(Type.EmptyTypes) is not null && Members(type).Any();

    /// <summary>The properties that can be given.</summary>
    public static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => property is { CanRead: true, CanWrite: true } && property.SetMethod!.IsPublic
                && property.GetIndexParameters().Length == 0 && !property.IsDefined(typeof(HiddenAttribute), false));

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
        List<object> required = [];
        foreach (PropertyInfo member in Members(type))
        {
            // A next one of the same kind must be able to be missing, or there would be no last one.
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
        OrderedDictionary result = new() { ["type"] = "object", ["properties"] = properties, ["required"] = required.ToArray(), ["additionalProperties"] = false };
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

    // Two types of one name (of two namespaces, or of one generic type) are two definitions.
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
