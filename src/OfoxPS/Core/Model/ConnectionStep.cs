namespace OfoxPS;

/// <summary>One step on the way to the gateway, and how it went.</summary>
public sealed class ConnectionStep
{
    /// <summary>Settings, Key, Name, Tcp, Tls, Access or Model.</summary>
    public string Step { get; set; } = string.Empty;

    /// <summary>Passed, Failed, Skipped (because of a failure before) or NotApplicable.</summary>
    public string Result { get; set; } = "Passed";

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>What was found, or what went wrong.</summary>
    public string? Detail { get; set; }

    /// <summary>What to do about a failure; null where there is none.</summary>
    public string? Remedy { get; set; }

    /// <summary>The id of the error, as the cmdlets that ask would report it; null where there is none.</summary>
    public string? ErrorId { get; set; }

    /// <summary>The step and its result.</summary>
    public override string ToString() => Detail is null ? $"{Step}: {Result}" : $"{Step}: {Result} ({Detail})";
}
