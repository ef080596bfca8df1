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
    public OrderedDictionary? Rest(JsonElement element) =>
        JsonTree.ObjectFrom(element, pieces: true, IsKnown) is { Count: > 0 } rest ? rest : null;

    private bool IsKnown(JsonProperty property)
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
