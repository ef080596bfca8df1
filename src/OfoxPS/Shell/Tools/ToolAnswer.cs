namespace OfoxPS.Shell.Tools;

/// <summary>The output of a tool.</summary>
/// <param name="Text">The text for the model.</param>
/// <param name="Cut">What was left out of the text; null if nothing was.</param>
/// <param name="Error">The errors that the command has written; null if there are none.</param>
internal sealed record ToolAnswer(string Text, string? Cut, string? Error);
