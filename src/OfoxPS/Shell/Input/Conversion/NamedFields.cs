using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>What people write as names and values: a dictionary, or an object that a script made.</summary>
internal static class NamedFields
{
    /// <summary>The names with their values, in their order; null where it is neither.</summary>
    /// <param name="value">The dictionary or object.</param>
    /// <param name="nameOf">The name that a key stands for; its text unless given.</param>
    public static (string Name, object? Value)[]? Of(object? value, Func<object, string>? nameOf = null) => Unwrap.Value(value) switch
    {
        IDictionary dictionary => [.. Entries(dictionary).Select(entry => (nameOf is null ? $"{entry.Key}" : nameOf(entry.Key), Unwrap.Value(entry.Value)))],
        PSObject custom => [.. AddedProperties.Without(custom).Select(static property => (property.Name, Unwrap.Value(property.Value)))],
        _ => null,
    };

    /// <summary>The value of a name, whatever its case is; null where there is none.</summary>
    public static object? Find(object? value, string name) =>
        Of(value)?.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    // Not Cast: a generic dictionary gives pairs of another type there.
    private static DictionaryEntry[] Entries(IDictionary dictionary)
    {
        DictionaryEntry[] entries = new DictionaryEntry[dictionary.Count];
        int next = 0;
        foreach (DictionaryEntry entry in dictionary)
        {
            entries[next++] = entry;
        }

        return entries;
    }
}
