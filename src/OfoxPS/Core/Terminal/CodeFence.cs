namespace OfoxPS.Core.Terminal;

/// <summary>A block of code in Markdown: how its frame looks, and where it ends.</summary>
/// <param name="marker">The characters that it began with.</param>
/// <param name="language">What stands behind them.</param>
internal sealed class CodeFence(string marker, string language)
{
    private const int FrameWidth = 24;

    /// <summary>The line that closes the frame.</summary>
    public static string Bottom { get; } = new('─', FrameWidth);

    /// <summary>The line that opens the frame, with the language.</summary>
    public string Top { get; } = language.Length == 0 ? Bottom : $"── {language} ".PadRight(FrameWidth, '─');

    /// <summary>Whether a line ends the code.</summary>
    public bool IsClosedBy(string line)
    {
        string text = line.Trim().TrimStart('>').Trim();
        return text.StartsWith(marker, StringComparison.Ordinal) && text.Trim(marker[0]).Length == 0;
    }
}
