using System.Collections;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Reads bytes in the forms that PowerShell has: an array, a stream, a list, or single bytes as Get-Content -AsByteStream writes
/// them.
/// </summary>
internal static class ByteList
{
    /// <summary>The bytes; null where the value is something else, or empty.</summary>
    public static byte[]? Of(object? value) => Unwrap.Value(value) switch
    {
        byte[] bytes => bytes,
        MemoryStream stream => stream.ToArray(),
        ICollection<byte> bytes => [.. bytes],
        IList { Count: > 0 } list when Unwrap.Value(list[0]) is byte && list.Cast<object?>().All(static item => Unwrap.Value(item) is byte)
            => [.. list.Cast<object?>().Select(static item => (byte)Unwrap.Value(item)!)],
        _ => null,
    };
}
