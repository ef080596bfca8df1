namespace OfoxPS.Logging;

/// <summary>Whether requests are logged, where, and how much of them.</summary>
/// <param name="Path">The full path of the log; null where there is none.</param>
/// <param name="Content">Conversations are logged too.</param>
/// <param name="MaximumSize">The size in bytes at which a new file begins.</param>
internal sealed record LogSettings(string? Path, bool Content, long MaximumSize);
