using System.Collections;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Reads names and values of a dictionary, or of an object that a script has made.</summary>
internal static class NamedFields
{
    /// <summary>The names and values in their order; null if the value is neither.</summary>
    /// <param name="value">The dictionary or object.</param>
    /// <param name="nameOf">Makes the name of a key; its text by default.</param>
    public static (string Name, object? Value)[]? Of(object? value, Func<object, string>? nameOf = null) => Unwrap.Value(value) switch
    {
        IDictionary dictionary =>
            [.. Entries(dictionary).Select(entry => (nameOf is null ? $"{entry.Key}" : nameOf(entry.Key), Unwrap.Value(entry.Value)))],
        PSObject custom => [.. ObjectProperties.Own(custom).Select(static property => (property.Name, Unwrap.Value(property.Value)))],
        _ => null,
    };

    /// <summary>The value of a name in any case; null if there is none.</summary>
    public static object? Find(object? value, string name) =>
        Of(value)?.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    // Cast fails for a generic dictionary, whose enumerator gives KeyValuePairs.
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
