namespace OfoxPS.Core.Pacing;

/// <summary>A request was not let through in the time that it may wait.</summary>
internal sealed class GateException(TimeSpan wait) : Exception("The wait is too long.")
{
    /// <summary>How long it would have had to wait in all.</summary>
    public TimeSpan Wait { get; } = wait;
}
