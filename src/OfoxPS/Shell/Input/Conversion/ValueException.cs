namespace OfoxPS.Shell.Input.Conversion;

/// <summary>A value inside another one that cannot be converted to its type.</summary>
internal sealed class ValueException(string path, string message, Exception cause) : FormatException(message, cause)
{
    /// <summary>The path to it from the converted value, as in <c>.lines[2].amount</c>.</summary>
    public string Path { get; } = path;
}
