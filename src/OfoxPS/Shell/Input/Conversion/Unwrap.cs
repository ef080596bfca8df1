using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Takes PowerShell's wrapping off a value.</summary>
internal static class Unwrap
{
    /// <summary>The value inside. One of an enum that came from a job or a file is a number that still knows its name; it is the name.</summary>
    public static object? Value(object? value) => value is not PSObject { BaseObject: not PSCustomObject } wrapped ? value
        : wrapped.BaseObject is var bare && IsInteger(bare) && HasName(wrapped) ? wrapped.ToString()
        : bare;

    // The names of types are a new list each time they are asked for.
    private static bool HasName(PSObject number) =>
        EngineInternals.IsDeserialized(number) && number.TypeNames.Contains("Deserialized.System.Enum");

    private static bool IsInteger(object value) => Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.UInt64 && !value.GetType().IsEnum;

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
