using System.Collections.Generic;
using System.Linq;
using System.Net;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Pipeline;

/// <summary>The objects of the input as text for the model.</summary>
internal static class InputText
{
    /// <param name="objects">The objects.</param>
    /// <param name="isList">They are items of one list, though there may be a single one.</param>
    /// <param name="options">How they are told.</param>
    public static ObjectJson Of(IReadOnlyList<object?> objects, bool isList, InputOptions options)
    {
        // Its view would show the password.
        object?[] safe = [.. objects.Select(static item => Unwrap.Value(item) is NetworkCredential ? "(secret)" : item)];
        object?[] chosen = [.. safe.Select(item => options.Property.Length == 0 ? item : ChosenProperties.Of(item, options.Property))];
        return options.As != "Json" ? ObjectJson.OfText(options.Format(chosen, options.As))
            : isList ? ObjectJson.OfMany(chosen, options.Depth)
            : ObjectJson.OfOne(chosen[0]!, options.Depth);
    }
}
