using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text.RegularExpressions;
using OfoxPS.Core.Terminal;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Showing;

/// <summary>The terminal that a host writes to: how wide it is, and whether it shows styles.</summary>
internal sealed class HostTerminal
{
    // PowerShell formats for at least 80 columns where there is no terminal, so a line of 70 cells is never broken.
    private const int NarrowestFile = 70;

    private static readonly Regex Codes = new("\u001b\\[[0-9;]*m", RegexOptions.CultureInvariant);

    private readonly PSHost _host;
    private readonly bool _styled;
    private int _width;

    private HostTerminal(PSHost host, int width, bool styled) => (_host, _width, _styled) = (host, width, styled);

    /// <summary>The terminal of a host; null where it writes to a file, to another program, or where there is none.</summary>
    /// <param name="host">The host.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static HostTerminal? Of(PSHost host, object? style)
    {
        if (host.UI is null || host.Name == "ServerRemoteHost" || IsRedirected(host) || WidthOf(host) is not { } width)
        {
            return null;
        }

        return new HostTerminal(host, width, HasStyles(host, style) && IsMarkdownOn());
    }

    /// <summary>
    /// Whether a person sees what is shown and can answer a prompt. Not where the input of a console is redirected, as in jobs and remote
    /// sessions, because a prompt would read its answer from there. Other hosts decide themselves whether they can prompt.
    /// </summary>
    public static bool IsInteractive(PSHost host) =>
        host.UI is not null && (host.Name is not ("ConsoleHost" or "ServerRemoteHost") || IsConsoleOfAPerson());

    /// <summary>Whether the process writes to a file or to another program, and not to a terminal.</summary>
    public static bool IsRedirected(PSHost host) => host.Name == "ConsoleHost" && Console.IsOutputRedirected;

    /// <summary>Whether what the host shows is kept in a transcript.</summary>
    public static bool IsTranscribing(PSHost host) => EngineInternals.IsTranscribing(host.UI);

    /// <summary>Whether it shows styles.</summary>
    public bool IsStyled => _styled;

    /// <summary>The cells of a line that can be filled without a wrap by the terminal.</summary>
    public int LineWidth => Math.Max(1, Width() - 1);

    /// <summary>Creates a renderer that wraps and styles text for this terminal.</summary>
    public ITextRenderer CreateRenderer() => _styled ? new MarkdownRenderer(Width) : new PlainRenderer(Width);

    /// <summary>A whole text, wrapped and styled for this terminal.</summary>
    /// <param name="text">The text.</param>
    /// <param name="withMarkdown">Whether its Markdown is styled, if this terminal shows styles.</param>
    public string Fit(string text, bool withMarkdown = true)
    {
        ITextRenderer renderer = withMarkdown ? CreateRenderer() : new PlainRenderer(Width);
        return (renderer.Append(text) + renderer.End()).TrimEnd('\n');
    }

    /// <summary>
    /// Writes a text to the host itself if PowerShell's formatting would break one of its lines, inside a word or in the middle of a line
    /// of code. A transcript does not see what is written to the host, so it gets the text as the model wrote it.
    /// </summary>
    /// <param name="host">The host.</param>
    /// <param name="terminal">Its terminal; null where it writes to a file or to another program.</param>
    /// <param name="text">The text as the model wrote it.</param>
    /// <param name="fitted">The text as it is shown: wrapped and styled for the terminal.</param>
    /// <returns>Whether the text has been written.</returns>
    public static bool TryWriteUnbroken(PSHost host, HostTerminal? terminal, string text, string fitted)
    {
        int width = terminal?.LineWidth ?? NarrowestFile;
        bool isTranscribing = IsTranscribing(host);
        if (host.UI is null || host.Name == "ServerRemoteHost" || !HasLineOver(width, isTranscribing ? text : fitted)
            || (isTranscribing && !EngineInternals.Transcribe(host.UI, "\n" + text)))
        {
            return false;
        }

        // PowerShell's formatting writes its empty line only after this view has been made.
        host.UI.WriteLine("\n" + fitted);
        return true;
    }

    private static bool IsConsoleOfAPerson() =>
        Environment.UserInteractive && !Console.IsInputRedirected
        && !Environment.GetCommandLineArgs().Skip(1).Any(static argument =>
            argument.Length >= 5 && "-noninteractive".StartsWith(argument.Replace('/', '-').ToLowerInvariant(), StringComparison.Ordinal));

    private static bool HasLineOver(int width, string text) =>
        Array.Exists(text.Split('\n'), line => CellWidth.Of(Codes.Replace(line, string.Empty)) > width);

    private static bool HasStyles(PSHost host, object? style) =>
        host.UI.SupportsVirtualTerminal
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb"
        && (style is null || PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString() != "PlainText");

    private static bool IsMarkdownOn() => new RequestSettings().Find("Markdown").Value as bool? ?? true;

    /// <summary>The width of a host in cells; null where it has no window.</summary>
    public static int? WidthOf(PSHost host)
    {
        try
        {
            return host.UI?.RawUI?.WindowSize.Width is int width and > 0 ? width : null;
        }
        catch (Exception error) when (error is HostException or IOException or InvalidOperationException
            or NotImplementedException or NotSupportedException)
        {
            return null;
        }
    }

    private int Width() => _width = WidthOf(_host) ?? _width;
}
