using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace OfoxPS.Shell.Conversion;

/// <summary>An object with some of its properties only, as Select-Object makes it.</summary>
internal static class ChosenProperties
{
    /// <exception cref="OfoxException">One of the names is a pattern that is none.</exception>
    public static void Check(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            try
            {
                _ = new WildcardPattern(name).IsMatch(string.Empty);
            }
            catch (WildcardPatternException error)
            {
                throw Failure.InvalidArgument($"-InputProperty '{name}' is not a valid pattern: {error.Message}", error);
            }
        }
    }

    /// <param name="value">The object, or a hashtable.</param>
    /// <param name="names">Names and wildcards; a name that is not there gives null.</param>
    public static PSObject Of(object? value, string[] names)
    {
        PSObject chosen = new();
        object? bare = Unwrap.Value(value);
        foreach (string name in names)
        {
            foreach (KeyValuePair<string, object?> field in bare is IDictionary fields ? Keys(fields, name) : Properties(value!, name))
            {
                if (chosen.Properties[field.Key] is null)
                {
                    chosen.Properties.Add(new PSNoteProperty(field.Key, field.Value));
                }
            }
        }

        return chosen;
    }

    private static KeyValuePair<string, object?>[] Keys(IDictionary fields, string name)
    {
        WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
        KeyValuePair<string, object?>[] found =
            [.. fields.Keys.Cast<object>().Where(key => pattern.IsMatch($"{key}")).Select(key => new KeyValuePair<string, object?>($"{key}", fields[key]))];
        return found.Length > 0 || WildcardPattern.ContainsWildcardCharacters(name) ? found : [new(name, null)];
    }

    private static IEnumerable<KeyValuePair<string, object?>> Properties(object value, string name)
    {
        PSPropertyInfo[] found = [.. PSObject.AsPSObject(value).Properties.Match(name)];
        return found.Length > 0 || WildcardPattern.ContainsWildcardCharacters(name)
            ? found.Select(static property => new KeyValuePair<string, object?>(property.Name, Read(property)))
            : [new(name, null)];
    }

    /// <summary>The value of a property; one that cannot be read now has none.</summary>
    public static object? Read(PSPropertyInfo property)
    {
        try
        {
            return property.IsGettable ? property.Value : null;
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
