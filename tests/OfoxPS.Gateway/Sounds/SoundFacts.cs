namespace OfoxPS.Gateway.Sounds;

/// <summary>What a sound is.</summary>
/// <param name="Format">wav or mp3.</param>
/// <param name="Milliseconds">Its length; null where it is not told by the first bytes.</param>
internal sealed record SoundFacts(string Format, int? Milliseconds);
