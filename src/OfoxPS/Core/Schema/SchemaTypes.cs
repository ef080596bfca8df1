using System.Collections.Specialized;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Schema;

/// <summary>The types of JSON Schema, and which of them a plain value is.</summary>
internal static class SchemaTypes
{
    // In characters: a model may make up a name of any length.
    private const int LongestName = 100;

    private static readonly string[] Names = ["string", "integer", "number", "boolean", "object", "array", "null"];

    /// <summary>Whether it is the word for a type, or a list of such words.</summary>
    public static bool IsType(object? type) => type switch
    {
        string name => Names.Contains(name),
        object?[] names => names.Length > 0 && names.All(static name => name is string word && Names.Contains(word)),
        _ => false,
    };

    public static bool Fits(object? value, object type) => type switch
    {
        object?[] types => FitsAny(value, types),
        "string" => value is string,
        "boolean" => value is bool,
        "object" => value is OrderedDictionary,
        "array" => value is object?[],
        "null" => value is null,
        "number" => IsNumber(value),
        "integer" => IsNumber(value) && NumberRules.IsInteger(value!),
        _ => true,
    };

    // In a method of its own: a lambda would be allocated for each value that is checked.
    private static bool FitsAny(object? value, object?[] types) => types.Any(each => each is not null && Fits(value, each));

    public static string Name(object type) => type switch
    {
        object?[] types => string.Join(" or ", types.Select(each => Name(each!))),
        "object" => "an object",
        "array" => "a list",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "string" => "text",
        _ => $"{type}",
    };

    public static string Describe(object? value)
    {
        const int Longest = 60;
        return value is OrderedDictionary ? "an object" : value is Array ? "a list" : TerminalText.Truncate(Json(value), Longest);
    }

    /// <summary>The path of a field.</summary>
    public static string Step(string path, string name) =>
        name.Length > LongestName ? Step(path, TerminalText.Truncate(name, LongestName - 1))
        : IsWord(name)
            ? $"{path}.{name}"
            : $"{path}['{name.Replace("\\", "\\\\").Replace("'", "\\'")}']";

    private static bool IsWord(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return name.Length > 0 && !char.IsDigit(name[0]);
    }

    // Values are compared as JSON only if their types are equal, so that a large answer is not serialized for each value of an enum.
    public static bool Same(object? one, object? other) =>
        IsNumber(one) ? IsNumber(other) && NumberRules.Compare(one!, other!) == 0
        : one is string text ? text.Equals(other as string, StringComparison.Ordinal)
        : one?.GetType() == other?.GetType() && Json(one) == Json(other);

    /// <summary>Whether two of the items are the same. Takes time in proportion to the items.</summary>
    public static bool HasSame(object?[] items)
    {
        object[] numbers = [.. items.Where(IsNumber).Select(static number => number!)];
        Array.Sort(numbers, NumberRules.Compare);
        HashSet<string> others = new(StringComparer.Ordinal);
        return numbers.Skip(1).Where((number, i) => NumberRules.Compare(numbers[i], number) == 0).Any()
            || items.Any(item => !IsNumber(item) && !others.Add(Json(item)));
    }

    // A number beyond the range of double has become infinity, which JSON cannot hold.
    private static string Json(object? value)
    {
        try
        {
            return JsonTreeWriter.ToText(value);
        }
        catch (OfoxException)
        {
            return "a value out of range";
        }
    }

    public static bool IsNumber(object? value) =>
        value is System.Numerics.BigInteger || Type.GetTypeCode(value?.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal;
}
