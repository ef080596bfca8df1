using System.Collections.Specialized;
using System.Text;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>The names of the fields that are read by name; compared as bytes, because this is done for each chunk.</summary>
internal sealed class KnownFields(params string[] names)
{
    private readonly byte[][] _names = [.. names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The other fields of an object; null where it has none.</summary>
    public OrderedDictionary? Rest(JsonElement element)
    {
        OrderedDictionary? result = null;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (Contains(property))
            {
                continue;
            }

            string name = property.Name;
            result ??= new OrderedDictionary();
            if (result.Contains(name))
            {
                return JsonTree.LastOfEach(element.EnumerateObject().Where(other => !Contains(other)), pieces: true);
            }

            result.Add(name, JsonTree.FromElement(property.Value, pieces: true));
        }

        return result;
    }

    private bool Contains(JsonProperty property)
    {
        foreach (byte[] name in _names)
        {
            if (property.NameEquals(name))
            {
                return true;
            }
        }

        return false;
    }
}
