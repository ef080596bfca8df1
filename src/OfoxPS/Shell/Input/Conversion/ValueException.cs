namespace OfoxPS.Shell.Input.Conversion;

/// <summary>A value inside another one that cannot be converted to its type.</summary>
internal sealed class ValueException(string path, string message, Exception cause) : FormatException(message, cause)
{
    /// <summary>The path to it from the converted value, as in <c>.lines[2].amount</c>.</summary>
    public string Path { get; } = path;

    /// <summary>Converts a value inside another one.</summary>
    /// <param name="step">The step that leads to it, as in <c>.amount</c> or <c>[2]</c>: where it fails, the path begins with it.</param>
    /// <param name="convert">Converts the value.</param>
    public static object? At(string step, Func<object?> convert)
    {
        try
        {
            return convert();
        }
        catch (FormatException error)
        {
            throw new ValueException(step + (error as ValueException)?.Path, error.Message, error);
        }
    }
}
