namespace OfoxPS.Core.Logging;

/// <summary>Whether requests are logged, where, and how much of them.</summary>
/// <param name="Path">The log, as it was configured; null where there is none.</param>
/// <param name="Content">Conversations are logged too.</param>
/// <param name="MaximumSize">The size in bytes at which a new file begins.</param>
internal sealed record LogSettings(string? Path, bool Content, long MaximumSize)
{
    /// <summary>The full path of the log.</summary>
    /// <exception cref="System.ArgumentException">It cannot be a path.</exception>
    /// <exception cref="System.IO.IOException">It begins at a folder that is gone.</exception>
    public string FullPath() => System.IO.Path.GetFullPath(Path!);
}
