using System;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>A value inside another one that is none of its type.</summary>
internal sealed class ValueException : FormatException
{
    public ValueException(string path, string message, Exception cause)
        : base(message, cause) => Path = path;

    /// <summary>The way to it from the value that was converted, as in <c>.lines[2].amount</c>.</summary>
    public string Path { get; }
}
