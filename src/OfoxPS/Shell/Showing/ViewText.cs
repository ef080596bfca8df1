using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Showing;

/// <summary>Texts that several views use. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ViewText
{
    internal const string Separator = " · ";

    /// <summary>The duration of an object in seconds, as in <c>1.50 s</c>.</summary>
    /// <param name="value">An object with a property Duration.</param>
    public static string Duration(PSObject value) =>
        value.Properties[nameof(Duration)]?.Value is { } time && LanguagePrimitives.TryConvertTo(time, out TimeSpan duration)
            ? duration.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s"
            : string.Empty;

    // The object of a value, restored where it was deserialised.
    internal static T Live<T>(object value)
        where T : class, new() => value as T ?? Unwrapped<T>(value);

    // A method of its own, so that a view of a plain object needs no assembly of PowerShell.
    private static T Unwrapped<T>(object value)
        where T : class, new() => (value as PSObject)?.BaseObject as T ?? Rehydration.Value(value) as T ?? new T();

    // The text dimmed, unless NO_COLOR is set; PowerShell removes the codes where output is plain.
    internal static string Dim(string text, object? style) =>
        style is null || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? text : $"\u001b[2m{text}\u001b[22m";
}
