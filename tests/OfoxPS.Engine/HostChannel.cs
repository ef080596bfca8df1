namespace OfoxPS.Hosting;

/// <summary>What a host's text is.</summary>
public enum HostChannel
{
    Output,
    Error,
    Warning,
    Verbose,
    Debug,
}
