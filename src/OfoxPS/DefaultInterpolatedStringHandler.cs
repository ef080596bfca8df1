using System.Globalization;
using System.Text;

namespace System.Runtime.CompilerServices;

/// <summary>
/// Builds every interpolated string of this assembly: the compiler takes the type of this name, and that of the assembly itself before the
/// framework's. Numbers and dates are written in the invariant culture, so that no message, file or request depends on the session's.
/// </summary>
[InterpolatedStringHandler]
internal ref struct DefaultInterpolatedStringHandler
{
    private const int LongestKept = 1024;

    [ThreadStatic]
    private static StringBuilder? s_unused;

    private readonly StringBuilder _text;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        // A string inside the hole of another one is built meanwhile, by a builder of its own.
        _text = s_unused ?? new StringBuilder(literalLength + (formattedCount * 8));
        s_unused = null;
    }

    public readonly void AppendLiteral(string value) => _text.Append(value);

    public readonly void AppendFormatted(string? value) => _text.Append(value);

    public readonly void AppendFormatted<T>(T value) => AppendFormatted(value, null);

    public readonly void AppendFormatted<T>(T value, string? format) =>
        _text.Append(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    /// <param name="value">The value of a hole that has no type of its own.</param>
    /// <param name="alignment">Not used: no text of the module is aligned so.</param>
    /// <param name="format">The format after the colon.</param>
    public readonly void AppendFormatted(object? value, int alignment = 0, string? format = null) =>
        AppendFormatted<object?>(value, format);

    public string ToStringAndClear()
    {
        string text = _text.ToString();
        if (_text.Capacity <= LongestKept)
        {
            s_unused = _text.Clear();
        }

        return text;
    }
}
