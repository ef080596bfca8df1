using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Numerics;
using System.Xml;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Converts single JSON values to .NET values. A value of another kind is an error whose message helps a model to correct it.
/// </summary>
internal static class ScalarValue
{
    public static object Text(object value, Type type)
    {
        bool plain = type == typeof(string) || type == typeof(char);
        string text = value switch
        {
            string unchanged => unchanged,
            bool flag when plain => flag ? "true" : "false",
            long or double or decimal or BigInteger when plain => string.Format(CultureInfo.InvariantCulture, "{0}", value),
            _ => throw Wrong("text", value),
        };
        return Invariant(text, type);
    }

    /// <summary>XML in a string. The parser's message for other text would be about its nodes, so it is not used.</summary>
    public static object Markup(object value, Type type)
    {
        string text = Expect<string>(value, "XML text");
        try
        {
            return Invariant(text, type);
        }
        catch (PSInvalidCastException error)
        {
            throw new FormatException("the text is not an XML document with one root element", error);
        }
    }

    public static object Flag(object value, Type type) => value switch
    {
        bool flag => flag,
        string text when bool.TryParse(text, out bool flag) => flag,
        _ => throw Wrong("true or false", value),
    };

    public static object Integer(object value, Type type) => value switch
    {
        long or BigInteger => Invariant(value, type),
        double number when Math.Floor(number) == number => Invariant(number, type),
        decimal number when decimal.Floor(number) == number => Invariant(number, type),
        string { Length: <= JsonTree.MaximumDigits } text
            when BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            => Invariant(number, type),
        _ => throw Wrong("a whole number", value),
    };

    public static object Fraction(object value, Type type) => value switch
    {
        bool or OrderedDictionary or object?[] => throw Wrong("a number", value),

        // PowerShell would convert 1,5 to 15 and 1kb to 1024.
        string text when !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => throw Wrong("a number", value),

        // Converted by its digits, because .NET's conversion from decimal to double can be off in the last place.
        decimal number when type == typeof(double) =>
            double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        _ => Finite(Invariant(value, type)),
    };

    // Refuses infinity, which is the result of a number beyond the type's range.
    private static object Finite(object number) =>
        number is double.PositiveInfinity or double.NegativeInfinity or float.PositiveInfinity or float.NegativeInfinity
            ? throw new FormatException($"the number is out of the range of {number.GetType().Name}")
            : number;

    /// <summary>A duration as in ISO 8601 (P1DT2H, P2W), or as .NET writes it (1.02:00:00).</summary>
    public static object Duration(object value, Type type)
    {
        string text = Expect<string>(value, "text");
        if (text.IndexOf('P') < 0)
        {
            return TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        }

        // Months and years are refused, because .NET would take 30 and 365 days for them.
        string days = text.Split('T')[0];
        return days.IndexOfAny(['Y', 'M']) >= 0
            ? throw new FormatException($"'{text}' counts months or years, which have no fixed length: it must be said in days")
            : days[days.Length - 1] == 'W' ? TimeSpan.FromTicks(checked(XmlConvert.ToTimeSpan(text.Replace('W', 'D')).Ticks * 7))
            : XmlConvert.ToTimeSpan(text);
    }

    /// <summary>An IPv4 address of four numbers, or an IPv6 address; .NET would convert 1 to 0.0.0.1.</summary>
    public static object Address(object value, Type type)
    {
        string text = Expect<string>(value, "text");
        return TextFormat.Has(text, "ipv4") || text.IndexOf(':') >= 0 && text.IndexOfAny(['[', '/']) < 0 && IPAddress.TryParse(text, out _)
            ? IPAddress.Parse(text)
            : throw new FormatException($"'{text}' is not an IP address");
    }

    public static object Bytes(object value, Type type) => Convert.FromBase64String(Expect<string>(value, "base64 text"));

    public static object? Anything(object value, Type type) => TypedValue.ToPSObject(value);

    /// <summary>The value as PowerShell converts it, in the invariant culture.</summary>
    public static object Invariant(object value, Type type) =>
        value.GetType() == type ? value : LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture);

    public static T Expect<T>(object value, string kind) => value is T expected ? expected : throw Wrong(kind, value);

    public static FormatException Wrong(string kind, object value) => new($"expected {kind}, but found {Kind(value)}");

    private static string Kind(object value) => value switch
    {
        OrderedDictionary => "an object",
        object?[] => "a list",
        string text => $"the text '{text}'",
        _ => string.Format(CultureInfo.InvariantCulture, "{0}", value),
    };
}
