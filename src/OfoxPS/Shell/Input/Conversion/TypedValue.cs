using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Reflection;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Converts JSON to a value of a type, the inverse of <see cref="TypeSchema"/>. A value of another kind is an error whose message helps a
/// model to correct it; PowerShell's conversion would accept it (an object as text, a number as a date).
/// </summary>
internal static class TypedValue
{
    /// <param name="value">The JSON value.</param>
    /// <param name="type">The type.</param>
    /// <param name="matcher">Matches the ValidatePattern attributes of members.</param>
    /// <exception cref="FormatException">The value cannot be converted to the type.</exception>
    public static object? Convert(object? value, Type type, PatternMatcher matcher)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
        {
            return null;
        }

        try
        {
            return TypeParts.FormOf(target) switch
            {
                TypeForm.Names => EnumOf(value, target),
                TypeForm.Scalar => ScalarType.Of(target)!.Read(value, target),
                TypeForm.Dictionary => Dictionary(value, target, matcher),
                TypeForm.List => List(value, target, TypeParts.ItemOf(target)!, matcher),
                _ when value is OrderedDictionary fields && TypeParts.Members(target).Any() => Instance(fields, target, matcher),
                _ =>
                    ScalarValue.Invariant(
                        value is OrderedDictionary or Array ? throw ScalarValue.Wrong("a single value", value) : value, target),
            };
        }
        catch (Exception error) when (error is InvalidCastException or MissingMethodException or NotSupportedException or OverflowException
                or ArgumentException or TargetInvocationException)
        {
            throw new FormatException((error.InnerException ?? error).Message, error);
        }
    }

    private static object EnumOf(object value, Type type)
    {
        bool flags = type.IsDefined(typeof(FlagsAttribute), false);
        string[] words = value switch
        {
            object?[] list when flags => [.. list.Select(item => ScalarValue.Expect<string>(item!, "a name"))],
            string text when flags => text.Split(','),
            string text => [text],
            _ => throw ScalarValue.Wrong("a name", value),
        };
        string[] names = Enum.GetNames(type);
        string[] found = [
            .. words.Select(
                word => WordList.Match(names, word.Trim())
                    ?? throw new FormatException($"'{word}' is not one of {string.Join(", ", names)}"))];
        return found.Length == 0 ? Enum.ToObject(type, 0) : Enum.Parse(type, string.Join(",", found));
    }

    private static object Dictionary(object value, Type type, PatternMatcher matcher)
    {
        OrderedDictionary fields = ScalarValue.Expect<OrderedDictionary>(value, "an object");
        Type values = TypeParts.ValuesOf(type) ?? typeof(object);
        IDictionary result = type.IsInterface || type.IsAbstract
            ? TypeParts.ValuesOf(type) is null
                ? new Hashtable()
                : (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), values))!
            : type == typeof(Hashtable) ? new Hashtable(StringComparer.OrdinalIgnoreCase) : (IDictionary)Activator.CreateInstance(type)!;
        foreach (DictionaryEntry field in fields)
        {
            if (result.Contains(field.Key))
            {
                throw new FormatException(DuplicateName((string)field.Key));
            }

            result[field.Key] = values == typeof(object)
                ? Nested(field.Value, type, matcher)
                : ValueException.At(
                    SchemaTypes.Step(string.Empty, (string)field.Key), () => Convert(field.Value, values, matcher));
        }

        return result;
    }

    // Objects inside a dictionary become dictionaries.
    private static object? Nested(object? value, Type dictionary, PatternMatcher matcher) => value switch
    {
        OrderedDictionary => Dictionary(value, dictionary, matcher),
        object?[] items => items.Select(item => Nested(item, dictionary, matcher)).ToArray(),
        _ => value,
    };

    private static object List(object json, Type type, Type item, PatternMatcher matcher)
    {
        object?[] items = json as object?[] ?? [json];
        Array array = Array.CreateInstance(item, items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            object? given = items[i];
            object? value = ValueException.At($"[{i}]", () => Convert(given, item, matcher));
            array.SetValue(
                item == typeof(PSObject) || item == typeof(PSCustomObject) ? PSObject.AsPSObject(value ?? string.Empty) : value, i);
        }

        return type.IsInstanceOfType(array) ? array
            : type.GetConstructor([typeof(IEnumerable<>).MakeGenericType(item)]) is { } make ? make.Invoke([array])
            : type.GetConstructor([typeof(ICollection)]) is { } old ? old.Invoke([array])
            : ScalarValue.Invariant(array, type);
    }

    private static object Instance(OrderedDictionary fields, Type type, PatternMatcher matcher)
    {
        object result = Activator.CreateInstance(type)!;
        PropertyInfo[] members = [.. TypeParts.Members(type)];
        foreach (DictionaryEntry field in fields)
        {
            PropertyInfo member = members.FirstOrDefault(each => each.Name.Equals((string)field.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw new FormatException($"{type.Name} has no '{field.Key}'");
            if (field.Value is not null)
            {
                ValueException.At("." + member.Name, () => SetMember(result, member, field.Value, matcher));
            }
        }

        return result;
    }

    // The spelling of the ValidateSet attribute, which ignores case.
    private static object? Spelled(object? value, PropertyInfo member) =>
        value is string text && member.GetCustomAttribute<ValidateSetAttribute>() is { IgnoreCase: true } set
            ? WordList.Match(set.ValidValues, text) ?? text
            : value;

    // Sets a property, which checks its validation attributes.
    private static object? SetMember(object target, PropertyInfo member, object json, PatternMatcher matcher)
    {
        object? value = Spelled(Convert(json, member.PropertyType, matcher), member);
        ValidationPattern.Check(value, member.GetCustomAttributes(false), matcher);
        try
        {
            member.SetValue(target, value);
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            throw new FormatException(error.InnerException.Message, error);
        }

        return value;
    }

    /// <summary>JSON objects as PSCustomObjects.</summary>
    public static object? ToPSObject(object? value)
    {
        switch (value)
        {
            case OrderedDictionary fields:
                PSObject result = new();
                foreach (DictionaryEntry field in fields)
                {
                    AddTo(result, (string)field.Key, ToPSObject(field.Value));
                }

                return result;
            case object?[] items:
                return items.Select(ToPSObject).ToArray();
            default:
                return value;
        }
    }

    /// <summary>JSON objects as PSCustomObjects; the tree itself where a key of it cannot be the name of a property.</summary>
    public static object? ToPSObjectOrTree(object? value)
    {
        try
        {
            return ToPSObject(value);
        }
        catch (FormatException)
        {
            return value;
        }
    }

    private static string DuplicateName(string name) => $"there are two fields '{name}', which differ in case only";

    /// <summary>Adds a property to an object.</summary>
    /// <exception cref="FormatException">The name is no valid property name, or exists already in another case.</exception>
    public static void AddTo(PSObject target, string name, object? value)
    {
        string? problem = !PropertyName.IsUsable(name) ? $"a property cannot be named '{name}'"
            : target.Properties[name] is not null ? DuplicateName(name)
            : null;
        if (problem is not null)
        {
            throw new FormatException(problem);
        }

        // What the engine would check is checked above, with errors that a model can read.
        target.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
    }
}
