using System.Net;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>Writes the objects of an input as text for the model.</summary>
internal static class InputText
{
    /// <param name="objects">The objects.</param>
    /// <param name="isList">Whether they are items of a list, even if there is only one.</param>
    /// <param name="options">How they are written.</param>
    public static ObjectJson Of(IReadOnlyList<object?> objects, bool isList, InputOptions options)
    {
        object?[] chosen = new object?[objects.Count];
        for (int i = 0; i < chosen.Length; i++)
        {
            // The view of a NetworkCredential would show its password.
            object? safe = Unwrap.Value(objects[i]) is NetworkCredential ? "(secret)" : objects[i];
            object? original = options.Original(safe);
            chosen[i] = options.Property.Count > 0 ? ChosenProperties.Of(safe, original, options.Property)
                : options.As == "Json" ? original
                : AddedProperties.Remove(original);
        }

        return options.As != "Json" ? ObjectJson.OfText(options.Format(chosen, options.As))
            : isList ? ObjectJson.OfMany(chosen, options.Depth)
            : ObjectJson.OfOne(chosen[0]!, options.Depth);
    }
}
