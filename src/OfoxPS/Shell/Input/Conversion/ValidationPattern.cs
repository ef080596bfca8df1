using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// PowerShell's <c>[ValidatePattern()]</c> for a value of a model. PowerShell itself matches without a time limit, and cannot be stopped
/// meanwhile, so that a value is decided here first: it meets the attribute only where that is done in time.
/// </summary>
internal static class ValidationPattern
{
    /// <exception cref="FormatException">The value does not match, or that takes too long to decide.</exception>
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
            // PowerShell says so, with the words of .NET.
            return;
        }

        if (matches is not true)
        {
            string said = SchemaTypes.Describe(text);
            throw new FormatException(matches is null ? $"it takes too long to decide whether {said} matches the pattern {pattern}" : $"{said} does not match the pattern {pattern}");
        }
    }

    // A list is checked item by item, each as the text that the attribute makes of it.
    private static IEnumerable<string> Texts(object? value) => Unwrap.Value(value) switch
    {
        null => [],
        string text => [text],
        IEnumerable items and not IDictionary => items.Cast<object?>().Where(static item => item is not null).Select(static item => $"{item}"),
        object one => [one is IFormattable formattable ? formattable.ToString(null, CultureInfo.CurrentCulture) : $"{one}"],
    };
}
