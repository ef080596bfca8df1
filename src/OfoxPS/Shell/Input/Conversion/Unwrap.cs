using System.Collections;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Gives what is inside PowerShell's wrappers: a value, the items of a list, or bytes.</summary>
internal static class Unwrap
{
    /// <summary>The value inside. A deserialised enum value, which is a number with its name, gives the name.</summary>
    public static object? Value(object? value) => value is not PSObject { BaseObject: not PSCustomObject } wrapped ? value
        : wrapped.BaseObject is var bare && IsInteger(bare) && HasName(wrapped) ? wrapped.ToString()
        : bare;

    /// <summary>
    /// Bytes in the forms that PowerShell has: an array, a stream, a list, or single bytes as Get-Content -AsByteStream writes them; null
    /// where the value is something else, or empty.
    /// </summary>
    public static byte[]? Bytes(object? value) => Value(value) switch
    {
        Array { Rank: > 1 } => null,
        byte[] bytes => bytes,
        MemoryStream stream => stream.ToArray(),
        ICollection<byte> bytes => [.. bytes],
        IList { Count: > 0 } list when Value(list[0]) is byte && list.Cast<object?>().All(static item => Value(item) is byte)
            => [.. list.Cast<object?>().Select(static item => (byte)Value(item)!)],
        _ => null,
    };

    // TypeNames creates a list at each call, so it is read only for deserialised objects.
    private static bool HasName(PSObject number) =>
        EngineInternals.IsDeserialized(number) && number.TypeNames.Contains("Deserialized.System.Enum");

    private static bool IsInteger(object value) =>
        Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.UInt64 && !value.GetType().IsEnum;

    /// <summary>
    /// The items of a list; any other value, a string, a dictionary, a byte array and an array of several dimensions are one item.
    /// </summary>
    public static IEnumerable<object?> Items(object? value)
    {
        object? bare = Value(value);
        if (bare is null)
        {
            yield break;
        }

        if (bare is string or IDictionary or byte[] or PSObject or Array { Rank: > 1 } || bare is not IEnumerable items)
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
