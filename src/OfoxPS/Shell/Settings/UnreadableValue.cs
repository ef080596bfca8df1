namespace OfoxPS.Shell.Settings;

/// <summary>
/// The text of an environment variable that cannot be converted to the type of its setting. It is an error when the setting is
/// needed.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Expected">What the setting expects, as part of a sentence.</param>
internal sealed record UnreadableValue(string Text, string Expected);
