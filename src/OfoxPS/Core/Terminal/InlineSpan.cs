namespace OfoxPS.Core.Terminal;

/// <summary>One piece of a line of Markdown, found at a character that may begin one.</summary>
/// <param name="Length">How much of the line it takes.</param>
/// <param name="Text">What is shown.</param>
/// <param name="Style">The style of it.</param>
/// <param name="HasMarkdown">Whether there may be more Markdown in the text. Else it stands for itself, code included.</param>
/// <param name="Target">The address of a link.</param>
internal readonly record struct InlineSpan(
    int Length, string Text, TextStyle Style = TextStyle.None, bool HasMarkdown = false, string Target = "");
