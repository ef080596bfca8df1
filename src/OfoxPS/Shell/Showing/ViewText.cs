using System;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Showing;

/// <summary>What the views have in common. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ViewText
{
    internal const string Separator = " · ";

    /// <summary>The duration of something, in seconds.</summary>
    /// <param name="value">What has a duration.</param>
    public static string Duration(PSObject value) =>
        value.Properties[nameof(Duration)]?.Value is { } time && LanguagePrimitives.TryConvertTo(time, out TimeSpan duration)
            ? duration.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s"
            : string.Empty;

    // What comes from a file or a job is shown as what it was.
    internal static T Live<T>(object value)
        where T : class, new() => value as T ?? OfShell<T>(value);

    private static T OfShell<T>(object value)
        where T : class, new() => (value as PSObject)?.BaseObject as T ?? Rehydration.Value(value) as T ?? new T();

    // Dimmed where the host shows colours; PowerShell takes the codes out again where output is plain.
    internal static string Dim(string text, object? style) =>
        style is null || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? text : $"\u001b[2m{text}\u001b[22m";
}
