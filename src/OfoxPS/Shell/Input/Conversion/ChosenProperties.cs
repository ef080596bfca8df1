using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Makes an object with some properties of another one, as Select-Object does.</summary>
internal static class ChosenProperties
{
    /// <param name="value">The object, or a hashtable.</param>
    /// <param name="original">The same without what a pattern does not find, because it only matches when it is named.</param>
    /// <param name="choices">The properties.</param>
    public static PSObject Of(object? value, object? original, IReadOnlyList<PropertyChoice> choices)
    {
        PSObject chosen = new();
        foreach (PropertyChoice choice in choices)
        {
            foreach (KeyValuePair<string, object?> field in choice.Take(choice.IsPattern ? original! : value!))
            {
                if (chosen.Properties[field.Key] is null)
                {
                    chosen.Properties.Add(new PSNoteProperty(field.Key, field.Value));
                }
            }
        }

        return chosen;
    }

    /// <summary>The properties that say what an object is, without some of them, as an object of its own of the same types.</summary>
    public static PSObject Without(PSObject value, IReadOnlyCollection<string> names)
    {
        PSObject own = new();
        own.TypeNames.Clear();
        foreach (string name in value.TypeNames)
        {
            own.TypeNames.Add(name);
        }

        foreach (PSPropertyInfo property in ObjectProperties.Of(value, onlyShown: true)
            .Where(property => !names.Contains(property.Name, StringComparer.OrdinalIgnoreCase)))
        {
            own.Properties.Add(new PSNoteProperty(property.Name, Read(property)));
        }

        return own;
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
