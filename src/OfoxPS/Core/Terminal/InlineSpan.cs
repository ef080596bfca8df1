namespace OfoxPS.Core.Terminal;

/// <summary>One piece of a line of Markdown, found at a character that may begin one.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">How much of the line it takes.</param>
/// <param name="Text">What is shown.</param>
/// <param name="Style">The style of it.</param>
/// <param name="Target">The address of a link.</param>
internal readonly record struct InlineSpan(InlineKind Kind, int Length, string Text, TextStyle Style = TextStyle.None, string Target = "");
