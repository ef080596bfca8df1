using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Numerics;
using System.Reflection;
using System.Xml;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Conversion;

/// <summary>
/// JSON as a value of a type: the way back of <see cref="TypeSchema"/>. A value of another kind is an error that a model can
/// act on, where PowerShell's own conversion would make something of it (text of an object, a date of a number).
/// </summary>
internal static class TypedValue
{
    // PowerShell keeps these for itself.
    /// <exception cref="FormatException">The value is none of the type.</exception>
    public static object? Convert(object? value, Type type)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
        {
            return null;
        }

        try
        {
            return target == typeof(object) || target == typeof(PSObject) || target == typeof(PSCustomObject) ? Loose(value)
                : target == typeof(bool) || target == typeof(SwitchParameter) ? Flag(value)
                : target.IsEnum ? EnumOf(value, target)
                : IsWhole(target) ? Whole(value, target)
                : IsFraction(target) ? Fraction(value, target)
                : IsText(target) ? Text(value, target)
                : TypeSchema.IsDictionary(target) ? Dictionary(value, target)
                : target == typeof(byte[]) ? System.Convert.FromBase64String(Expect<string>(value, "base64 text"))
                : TypeSchema.ItemOf(target) is { } item ? List(value, target, item)
                : value is OrderedDictionary fields && TypeSchema.Members(target).Any() ? Instance(fields, target)
                : Invariant(value is OrderedDictionary or Array ? throw Wrong("a single value", value) : value, target);
        }
        catch (Exception error) when (error is InvalidCastException or MissingMethodException or NotSupportedException or OverflowException or ArgumentException or TargetInvocationException)
        {
            throw new FormatException((error.InnerException ?? error).Message, error);
        }
    }

    private static object Invariant(object value, Type type) => LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture);

    private static FormatException Wrong(string wanted, object value) => new($"{wanted} is wanted, not {Kind(value)}");

    private static string Kind(object value) => value switch
    {
        OrderedDictionary => "an object",
        object?[] => "a list",
        string text => $"the text '{text}'",
        _ => string.Format(CultureInfo.InvariantCulture, "{0}", value),
    };

    private static T Expect<T>(object value, string wanted) => value is T expected ? expected : throw Wrong(wanted, value);

    private static bool Flag(object value) => value switch
    {
        bool flag => flag,
        string text when bool.TryParse(text, out bool flag) => flag,
        _ => throw Wrong("true or false", value),
    };

    private static object EnumOf(object value, Type type)
    {
        bool flags = type.IsDefined(typeof(FlagsAttribute), false);
        string[] words = value switch
        {
            object?[] list when flags => [.. list.Select(item => Expect<string>(item!, "a name"))],
            string text when flags => text.Split(','),
            string text => [text],
            _ => throw Wrong("a name", value),
        };
        string[] names = Enum.GetNames(type);
        string[] found = [.. words.Select(word => WordList.Match(names, word.Trim()) ?? throw new FormatException($"'{word}' is none of {string.Join(", ", names)}"))];
        return found.Length == 0 ? Enum.ToObject(type, 0) : Enum.Parse(type, string.Join(",", found));
    }

    private static bool IsWhole(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64 || type == typeof(BigInteger);

    private static object Whole(object value, Type type) => value switch
    {
        long or BigInteger => Invariant(value, type),
        double number when Math.Floor(number) == number => Invariant(number, type),
        decimal number when decimal.Floor(number) == number => Invariant(number, type),
        string text when BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number) => Invariant(number, type),
        _ => throw Wrong("a whole number", value),
    };

    private static bool IsFraction(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(decimal);

    private static object Fraction(object value, Type type) => value switch
    {
        bool or OrderedDictionary or object?[] => throw Wrong("a number", value),

        // By its digits: the framework's own way from decimal to double is off by one in the last place.
        decimal number when type == typeof(double) => double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        _ => Invariant(value, type),
    };

    private static bool IsText(Type type) =>
        type == typeof(string) || type == typeof(char) || type == typeof(DateTime) || type == typeof(DateTimeOffset)
        || type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(Uri) || type == typeof(Version) || typeof(XmlNode).IsAssignableFrom(type);

    private static object Text(object value, Type type)
    {
        bool plain = type == typeof(string) || type == typeof(char);
        string text = value switch
        {
            string said => said,
            bool flag when plain => flag ? "true" : "false",
            long or double or decimal or BigInteger when plain => string.Format(CultureInfo.InvariantCulture, "{0}", value),
            _ => throw Wrong("text", value),
        };
        return type != typeof(TimeSpan) ? Invariant(text, type)
            : text.TrimStart('-').FirstOrDefault() == 'P' ? XmlConvert.ToTimeSpan(text)
            : TimeSpan.Parse(text, CultureInfo.InvariantCulture);
    }

    private static object Dictionary(object value, Type type)
    {
        OrderedDictionary fields = Expect<OrderedDictionary>(value, "an object");
        Type values = TypeSchema.ValuesOf(type) ?? typeof(object);
        IDictionary result = type.IsInterface || type.IsAbstract
            ? TypeSchema.ValuesOf(type) is null ? new Hashtable() : (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), values))!
            : type == typeof(Hashtable) ? new Hashtable(StringComparer.OrdinalIgnoreCase) : (IDictionary)Activator.CreateInstance(type)!;
        foreach (DictionaryEntry field in fields)
        {
            if (result.Contains(field.Key))
            {
                throw new FormatException(Twice((string)field.Key));
            }

            result[field.Key] = values == typeof(object) ? Nested(field.Value, type) : At(SchemaTypes.Step(string.Empty, (string)field.Key), field.Value, values);
        }

        return result;
    }

    // Inside a hashtable, objects are hashtables.
    private static object? Nested(object? value, Type dictionary) => value switch
    {
        OrderedDictionary => Dictionary(value, dictionary),
        object?[] items => items.Select(item => Nested(item, dictionary)).ToArray(),
        _ => value,
    };

    private static object List(object given, Type type, Type item)
    {
        object?[] items = given as object?[] ?? [given];
        Array array = Array.CreateInstance(item, items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            object? value = At($"[{i}]", items[i], item);
            array.SetValue(item == typeof(PSObject) || item == typeof(PSCustomObject) ? PSObject.AsPSObject(value ?? string.Empty) : value, i);
        }

        return type.IsInstanceOfType(array) ? array
            : type.GetConstructor([typeof(IEnumerable<>).MakeGenericType(item)]) is { } make ? make.Invoke([array])
            : type.GetConstructor([typeof(ICollection)]) is { } old ? old.Invoke([array])
            : Invariant(array, type);
    }

    private static object Instance(OrderedDictionary fields, Type type)
    {
        object result = Activator.CreateInstance(type)!;
        PropertyInfo[] members = [.. TypeSchema.Members(type)];
        foreach (DictionaryEntry field in fields)
        {
            PropertyInfo member = members.FirstOrDefault(each => each.Name.Equals((string)field.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw new FormatException($"{type.Name} has no '{field.Key}'");
            if (field.Value is not null)
            {
                SetMember(result, member, Spelled(At("." + member.Name, field.Value, member.PropertyType), member));
            }
        }

        return result;
    }

    // As its own set spells it.
    private static object? Spelled(object? value, PropertyInfo member) =>
        value is string said && member.GetCustomAttribute<ValidateSetAttribute>() is { IgnoreCase: true } set ? WordList.Match(set.ValidValues, said) ?? said : value;

    // A class may check what it is given, as PowerShell's validation attributes do.
    private static void SetMember(object target, PropertyInfo member, object? value)
    {
        try
        {
            member.SetValue(target, value);
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            throw new ValueException("." + member.Name, error.InnerException.Message, error);
        }
    }

    private static object? At(string step, object? value, Type type)
    {
        try
        {
            return Convert(value, type);
        }
        catch (FormatException error)
        {
            throw new ValueException(step + (error as ValueException)?.Path, error.Message, error);
        }
    }

    /// <summary>Plain JSON as PowerShell shows it best: objects of properties.</summary>
    public static object? Loose(object? value)
    {
        switch (value)
        {
            case OrderedDictionary fields:
                PSObject result = new();
                foreach (DictionaryEntry field in fields)
                {
                    AddTo(result, (string)field.Key, Loose(field.Value));
                }

                return result;
            case object?[] items:
                return items.Select(Loose).ToArray();
            default:
                return value;
        }
    }

    private static string Twice(string name) => $"there are two fields '{name}', which differ in case only";

    /// <summary>Adds a property, where PowerShell can have one of this name.</summary>
    /// <exception cref="FormatException">It cannot, or has one already: its names have no case.</exception>
    public static void AddTo(PSObject target, string name, object? value)
    {
        string? problem = !PropertyName.IsUsable(name) ? $"a property cannot be named '{name}'"
            : target.Properties[name] is not null ? Twice(name)
            : null;
        if (problem is not null)
        {
            throw new FormatException(problem);
        }

        target.Properties.Add(new PSNoteProperty(name, value));
    }
}
