namespace OfoxPS.Shell.Tools;

/// <summary>What a tool that was run brought.</summary>
/// <param name="Text">What the model reads.</param>
/// <param name="Cut">What was left out of it; null if nothing.</param>
/// <param name="Error">The errors that the command wrote beside its output; null if none.</param>
internal sealed record ToolAnswer(string Text, string? Cut, string? Error);
