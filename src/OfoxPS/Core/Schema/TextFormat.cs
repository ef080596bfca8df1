using System.Globalization;
using System.Text.RegularExpressions;

namespace OfoxPS.Core.Schema;

/// <summary>
/// The formats of JSON Schema by the grammars of their standards. The parsers of .NET accept more: 3600 is 3600 days, 10/03/2024 a day in
/// October, 1 the address 0.0.0.1.
/// </summary>
internal static class TextFormat
{
    // Beyond this length no text is of any of the formats, so no pattern is tried on it.
    private const int Longest = 10_000;

    private const string Offset = "(Z|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])?";

    private const string Clock = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?" + Offset;

    private static readonly Regex Time = Pattern(Clock);

    // Without an offset and without seconds too, as models write what was said in local time; a day alone is its first moment.
    private static readonly Regex DateTime = Pattern($"(?<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})([T ]{Clock})?");

    private static readonly Regex Iso8601 = Pattern(
        "(?-i:-?P([0-9]+W|(?=[0-9]|T[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+([.][0-9]+)?S)?)?))");

    // The constant form of a TimeSpan: days, hours below 24, minutes, seconds.
    private static readonly Regex Span = Pattern("-?([0-9]{1,8}[.])?([01]?[0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,7})?");

    private static readonly Regex Uuid = Pattern("[0-9A-F]{8}-([0-9A-F]{4}-){3}[0-9A-F]{12}");

    private static readonly Regex BareUuid = Pattern("[0-9A-F]{32}|[{][0-9A-F]{8}-([0-9A-F]{4}-){3}[0-9A-F]{12}[}]");

    private static readonly Regex Uri = Pattern("[A-Z][A-Z0-9+.-]*:[^\\s\\p{Cc}<>\"{}|\\\\^`]+");

    private static readonly Regex Email = Pattern("([^\\s@\"<>(),:;\\[\\]\\\\]+|\"[^\"\\r\\n]+\")@[^\\s@\"<>(),;]+");

    private static readonly Regex Ipv4 = Pattern("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])([.](?!$)|$)){4}");

    private static readonly Regex Hostname = Pattern(
        "(?=.{1,253}$)([A-Z0-9]([A-Z0-9-]{0,61}[A-Z0-9])?)([.][A-Z0-9]([A-Z0-9-]{0,61}[A-Z0-9])?)*");

    private static readonly Dictionary<string, Func<string, bool>> Formats = new(StringComparer.Ordinal)
    {
        ["date-time"] = static text => DateTime.Match(text) is { Success: true } match && IsDay(match.Groups["day"].Value),
        ["date"] = IsDay,
        ["time"] = Time.IsMatch,
        ["duration"] = Iso8601.IsMatch,
        ["uuid"] = Uuid.IsMatch,
        ["uri"] = static text => Uri.IsMatch(text) && System.Uri.TryCreate(text, UriKind.Absolute, out _),
        ["email"] = Email.IsMatch,
        ["hostname"] = Hostname.IsMatch,
        ["ipv4"] = Ipv4.IsMatch,
        ["ipv6"] = static text =>
            text.IndexOfAny(['[', '%', '/']) < 0 && text.IndexOf(':') >= 0 && System.Net.IPAddress.TryParse(text, out _),
    };

    /// <summary>
    /// Whether a text is of a format of JSON Schema; true for one that is not known here. Where a .NET value is made of it, another
    /// spelling of the same value will do: 01:30:00, a GUID in braces.
    /// </summary>
    public static bool Has(string text, string format, bool forType = false) =>
        !Formats.TryGetValue(format, out Func<string, bool>? check)
        || (text.Length <= Longest && (check(text) || (forType && IsOfType(text, format))));

    private static bool IsOfType(string text, string format) => format switch
    {
        "duration" => Span.IsMatch(text),
        "uuid" => BareUuid.IsMatch(text),
        _ => false,
    };

    private static bool IsDay(string text) =>
        System.DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static Regex Pattern(string pattern) => new($"\\A(?:{pattern})\\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
