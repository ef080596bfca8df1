using System.Collections.Specialized;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Schema;

/// <summary>
/// Finds the property of a schema that a field of an answer is, without regard to case, as names in PowerShell are. Where two properties
/// or two fields differ in case only, case counts.
/// </summary>
internal static class FieldNames
{
    /// <summary>For each field the name of the property that it is; its own name where it is none.</summary>
    public static string[] PropertiesOf(OrderedDictionary fields, OrderedDictionary? properties)
    {
        string[] names = new string[fields.Count];
        fields.Keys.CopyTo(names, 0);
        for (int i = 0; properties is not null && i < names.Length; i++)
        {
            names[i] = properties.Contains(names[i]) ? names[i] : InOtherCase(names[i], fields, properties);
        }

        return names;
    }

    private static string InOtherCase(string name, OrderedDictionary fields, OrderedDictionary properties)
    {
        if (WordList.Match(properties.Keys.Cast<string>(), name) is not { } property)
        {
            return name;
        }

        return fields.Keys.Cast<string>().Count(field => field.Equals(name, StringComparison.OrdinalIgnoreCase)) == 1 ? property : name;
    }

    /// <summary>Gives a field the name of its property, in its place.</summary>
    public static void Rename(OrderedDictionary fields, string from, string to)
    {
        int place = fields.Keys.Cast<string>().ToList().IndexOf(from);
        object? value = fields[from];
        fields.RemoveAt(place);
        fields.Insert(place, to, value);
    }
}
