using System.Collections;
using System.Globalization;
using System.Management.Automation;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Checks <c>[ValidatePattern()]</c> for a value of a model with a time limit. PowerShell matches without one and cannot be
/// stopped meanwhile, so a value is checked here before PowerShell checks it.
/// </summary>
internal static class ValidationPattern
{
    /// <exception cref="FormatException">The value does not match, or matching takes too long.</exception>
    public static void Check(object? value, IEnumerable<object> attributes, PatternMatcher matcher)
    {
        foreach (ValidatePatternAttribute attribute in attributes.OfType<ValidatePatternAttribute>())
        {
            foreach (string text in Texts(value))
            {
                Check(text, attribute, matcher);
            }
        }
    }

    private static void Check(string text, ValidatePatternAttribute attribute, PatternMatcher matcher)
    {
        string pattern = attribute.RegexPattern;
        bool? matches;
        try
        {
            matches = matcher.Decide(text, pattern, attribute.Options);
        }
        catch (ArgumentException)
        {
            // An invalid pattern is reported by PowerShell, with .NET's message.
            return;
        }

        if (matches is not true)
        {
            string shown = SchemaTypes.Describe(text);
            throw new FormatException(
                matches is null
                    ? $"it takes too long to decide whether {shown} matches the pattern {pattern}"
                    : $"{shown} does not match the pattern {pattern}");
        }
    }

    // The items of a list as text, each of which PowerShell checks.
    private static IEnumerable<string> Texts(object? value) => Unwrap.Value(value) switch
    {
        null => [],
        string text => [text],
        IEnumerable items and not IDictionary =>
            items.Cast<object?>().Where(static item => item is not null).Select(static item => $"{item}"),
        object one => [one is IFormattable formattable ? formattable.ToString(null, CultureInfo.CurrentCulture) : $"{one}"],
    };
}
