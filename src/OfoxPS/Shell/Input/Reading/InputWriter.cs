using System.Net;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>Writes the objects of an input as text for the model.</summary>
internal sealed class InputWriter
{
    /// <summary>How many levels are written; null takes the default, which writes only the shown properties of live .NET objects.</summary>
    public int? Depth { get; init; }

    /// <summary>The properties that are written; empty for the default.</summary>
    public IReadOnlyList<PropertyChoice> Property { get; init; } = [];

    /// <summary>Gives an object as it is sent: the object itself, or without what an earlier run has put on it.</summary>
    public required Func<object?, object?> Original { get; init; }

    /// <summary>Json, Table, List or Text.</summary>
    public required string As { get; init; }

    /// <summary>Formats objects as PowerShell shows them, as Table, List or Text.</summary>
    public required Func<object?[], string, string> Format { get; init; }

    /// <param name="objects">The objects.</param>
    /// <param name="isList">Whether they are items of a list, even if there is only one.</param>
    public ObjectJson Write(IReadOnlyList<object?> objects, bool isList)
    {
        object?[] chosen = [.. objects.Select(Chosen)];
        return As != "Json" ? ObjectJson.OfText(Format(chosen, As))
            : isList ? ObjectJson.OfMany(chosen, Depth)
            : ObjectJson.OfOne(chosen[0]!, Depth);
    }

    private object? Chosen(object? item)
    {
        // The view of a NetworkCredential would show its password.
        object? safe = Unwrap.Value(item) is NetworkCredential ? "(secret)" : item;
        object? original = Original(safe);
        return Property.Count > 0 ? PropertyChoice.Select(safe, original, Property)
            : As == "Json" ? original
            : ObjectProperties.WithoutAdded(original);
    }
}
