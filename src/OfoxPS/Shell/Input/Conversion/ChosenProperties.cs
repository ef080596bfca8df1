using System.Collections.Generic;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Makes an object with some properties of another one, as Select-Object does.</summary>
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

    /// <summary>The value of a property; null if it cannot be read.</summary>
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
