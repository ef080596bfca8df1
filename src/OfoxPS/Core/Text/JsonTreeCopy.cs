using System.Collections;
using System.Collections.Specialized;
using System.Globalization;

namespace OfoxPS.Core.Text;

/// <summary>Copies of the plain objects of <see cref="JsonTree"/>, which share no dictionary and no array with the original.</summary>
internal static class JsonTreeCopy
{
    public static OrderedDictionary Of(OrderedDictionary fields) => Fields(fields, static text => text);

    /// <summary>A copy with another text in place of each one, such as one without secrets. It is still the same JSON otherwise.</summary>
    public static object? Of(object? value, Func<string, string> replace) => value switch
    {
        string text => replace(text),
        IDictionary fields => Fields(fields, replace),
        IEnumerable items => items.Cast<object?>().Select(item => Of(item, replace)).ToArray(),
        _ => value,
    };

    /// <summary>The same for an object. Names of fields are texts too.</summary>
    public static OrderedDictionary Fields(IDictionary fields, Func<string, string> replace)
    {
        OrderedDictionary result = new();
        foreach (DictionaryEntry field in fields)
        {
            result[replace(Convert.ToString(field.Key, CultureInfo.InvariantCulture)!)] = Of(field.Value, replace);
        }

        return result;
    }
}
