namespace OfoxPS.Shell.Input.Conversion;

/// <summary>A value inside another one that cannot be converted to its type.</summary>
internal sealed class ValueException : FormatException
{
    public ValueException(string path, string message, Exception cause)
        : base(message, cause) => Path = path;

    /// <summary>The path to it from the converted value, as in <c>.lines[2].amount</c>.</summary>
    public string Path { get; }
}
