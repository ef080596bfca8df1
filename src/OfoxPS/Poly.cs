namespace OfoxPS;

/// <summary>
/// What .NET and .NET Framework do differently: each has a file of its own, which only its build compiles. This is what they share.
/// </summary>
internal static partial class Poly
{
    public static string Version { get; } = typeof(Poly).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>The bytes without a byte order mark, which a JSON parser does not expect.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith("\uFEFF"u8) ? bytes.Slice(3) : bytes;
}
