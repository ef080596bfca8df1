namespace OfoxPS.Shell.Settings;

/// <summary>The text of an environment variable that is not of the kind which its setting wants. Whoever needs the setting is told.</summary>
/// <param name="Text">The text.</param>
/// <param name="Wanted">What it would have to be.</param>
internal sealed record UnreadableValue(string Text, string Wanted);
