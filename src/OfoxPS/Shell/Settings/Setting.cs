namespace OfoxPS.Shell.Settings;

/// <summary>The value of a setting, and where it comes from.</summary>
/// <param name="Name">The name of its parameter.</param>
/// <param name="Value">The value; null where there is none.</param>
/// <param name="Kind">Where it comes from; empty for an environment variable, null where there is no value.</param>
internal readonly record struct Setting(string Name, object? Value, string? Kind)
{
    /// <summary>
    /// Where it comes from, as Get-OfoxConfiguration shows it: parameter, conversation, Set-OfoxConfiguration, $env:NAME or default;
    /// null where there is no value.
    /// </summary>
    public string? Source => Kind is { Length: 0 } ? EnvironmentSettings.SourceOf(Name, Value) : Kind;

    /// <summary>Where the value comes from, as part of a sentence.</summary>
    public string Place => Source switch
    {
        RequestSettings.Parameter => "-" + Name,
        RequestSettings.Configuration => $"Set-OfoxConfiguration -{Name}",
        RequestSettings.Default => $"the default of -{Name}",
        null => "-" + Name,
        _ => Source,
    };

    /// <summary>The same; null for a default.</summary>
    public string? Origin => Source is null or RequestSettings.Default ? null : Place;

    /// <summary>The error for a value that cannot be used.</summary>
    /// <param name="reason">Why, as the end of a sentence.</param>
    /// <param name="shown">The value as it may be shown; null for a secret.</param>
    public OfoxException Refused(string reason, string? shown) =>
        Failure.InvalidArgument(shown is null ? $"{Place} {reason}" : $"{Place} is '{shown}', {reason}");
}
