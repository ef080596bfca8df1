using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

namespace OfoxPS.Shell.Conversion;

/// <summary>Takes PowerShell's wrapping off a value.</summary>
internal static class Unwrap
{
    public static object? Value(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    /// <summary>The items of a list; a single value, a string, a dictionary and bytes are one item.</summary>
    public static IEnumerable<object?> Items(object? value)
    {
        object? bare = Value(value);
        if (bare is null)
        {
            yield break;
        }

        if (bare is string or IDictionary or byte[] or PSObject || bare is not IEnumerable items)
        {
            yield return bare;
            yield break;
        }

        foreach (object? item in items)
        {
            yield return Value(item);
        }
    }
}
