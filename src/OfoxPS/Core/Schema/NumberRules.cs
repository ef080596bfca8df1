using System.Collections.Specialized;
using System.Globalization;
using System.Numerics;

namespace OfoxPS.Core.Schema;

/// <summary>What a JSON Schema says of numbers, of values and of counts.</summary>
internal static class NumberRules
{
    // When a value breaks the rule of a word, by how it compares with its number, and what is said then. Older drafts have flags here.
    private static readonly (string Word, Func<int, bool> IsBroken, string Sentence)[] Limits =
    [
        ("minimum", static order => order < 0, "is less than"),
        ("maximum", static order => order > 0, "is more than"),
        ("exclusiveMinimum", static order => order <= 0, "is not more than"),
        ("exclusiveMaximum", static order => order >= 0, "is not less than"),
    ];

    /// <summary>Adds what does not fit to the errors of a place.</summary>
    public static void Check(object value, OrderedDictionary schema, string path, SchemaErrorList errors)
    {
        foreach ((string word, Func<int, bool> isBroken, string sentence) in Limits)
        {
            if (schema[word] is not (null or bool) && isBroken(Compare(value, schema[word]!)))
            {
                errors.Add(path, $"{Text(value)} {sentence} {Text(schema[word]!)}");
            }
        }

        if (schema["multipleOf"] is { } step && !IsMultiple(value, step))
        {
            errors.Add(path, $"{Text(value)} is not a multiple of {Text(step)}");
        }
    }

    /// <summary>The same for a count, by the keywords for the least and for the most; what is counted is in the singular.</summary>
    public static void CheckCount(
        int count, OrderedDictionary schema, (string Least, string Most) bounds, string what, string path, SchemaErrorList errors)
    {
        if (schema[bounds.Least] is { } few && Compare(count, few) < 0)
        {
            errors.Add(path, $"expected at least {Text(few)} {Plural(what, few)}, but found {count}");
        }

        if (schema[bounds.Most] is { } many && Compare(count, many) > 0)
        {
            errors.Add(path, $"expected at most {Text(many)} {Plural(what, many)}, but found {count}");
        }
    }

    public static bool IsInteger(object value) => value switch
    {
        double number => Math.Floor(number) == number,
        float number => Math.Floor(number) == number,
        decimal number => decimal.Floor(number) == number,
        _ => true,
    };

    public static int Compare(object one, object other) =>
        one is double or float || other is double or float ? Real(one).CompareTo(Real(other))
        : one is decimal || other is decimal ? Exact(one, other)
        : Integer(one).CompareTo(Integer(other));

    private static int Exact(object one, object other) =>
        one is BigInteger || other is BigInteger
            ? Real(one).CompareTo(Real(other))
            : Convert.ToDecimal(one, CultureInfo.InvariantCulture).CompareTo(Convert.ToDecimal(other, CultureInfo.InvariantCulture));

    // Calculated in decimals, in which 0.3 is a multiple of 0.1; numbers beyond their range in doubles.
    private static bool IsMultiple(object value, object step)
    {
        try
        {
            return Convert.ToDecimal(value, CultureInfo.InvariantCulture) % Convert.ToDecimal(step, CultureInfo.InvariantCulture) == 0;
        }
        catch (Exception error) when (error is OverflowException or InvalidCastException or DivideByZeroException)
        {
            double times = Real(value) / Real(step);
            return Math.Abs(times - Math.Round(times)) <= Math.Abs(times) * 1e-15;
        }
    }

    private static double Real(object value) =>
        value is BigInteger big ? (double)big : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static BigInteger Integer(object value) =>
        value is BigInteger big ? big : new BigInteger(Convert.ToDecimal(value, CultureInfo.InvariantCulture));

    private static string Plural(string what, object count) => Compare(count, 1) == 0 ? what : $"{what}s";

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
