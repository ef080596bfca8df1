using System.Collections.Generic;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>An object with some of its properties only, as Select-Object makes it.</summary>
internal static class ChosenProperties
{
    /// <param name="value">The object, or a hashtable.</param>
    /// <param name="choices">The properties.</param>
    public static PSObject Of(object? value, IReadOnlyList<PropertyChoice> choices)
    {
        PSObject chosen = new();
        foreach (PropertyChoice choice in choices)
        {
            foreach (KeyValuePair<string, object?> field in choice.Take(value!))
            {
                if (chosen.Properties[field.Key] is null)
                {
                    chosen.Properties.Add(new PSNoteProperty(field.Key, field.Value));
                }
            }
        }

        return chosen;
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
