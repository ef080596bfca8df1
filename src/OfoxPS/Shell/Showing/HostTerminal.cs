using System;
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
    // PowerShell takes 80 columns and more for a file; a shorter line is never broken.
    private const int NarrowestFile = 70;

    private static readonly Regex Codes = new("\u001b\\[[0-9;]*m", RegexOptions.CultureInvariant);

    private readonly PSHost _host;
    private readonly bool _styled;
    private int _width;

    private HostTerminal(PSHost host, int width, bool styled) => (_host, _width, _styled) = (host, width, styled);

    /// <summary>The terminal of a host; null where it writes to a file, to another program or to nobody.</summary>
    /// <param name="host">The host.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static HostTerminal? Of(PSHost host, object? style)
    {
        if (host.UI is null || host.Name == "ServerRemoteHost" || IsRedirected(host) || WidthOf(host) is not { } width)
        {
            return null;
        }

        return new HostTerminal(host, width, HasStyles(host, style) && WantsMarkdown());
    }

    /// <summary>Whether the process writes to a file or to another program, and not to a terminal.</summary>
    public static bool IsRedirected(PSHost host) => host.Name == "ConsoleHost" && Console.IsOutputRedirected;

    /// <summary>Whether what the host shows is kept in a transcript.</summary>
    public static bool IsTranscribing(PSHost host) => EngineInternals.IsTranscribing(host.UI);

    /// <summary>Whether it shows styles.</summary>
    public bool IsStyled => _styled;

    /// <summary>The cells of a line that can be filled without the terminal beginning the next one.</summary>
    public int LineWidth => Math.Max(1, Width() - 1);

    /// <summary>What makes text fit for this terminal, from the beginning of a line on.</summary>
    public ITextRenderer CreateRenderer() => _styled ? new MarkdownRenderer(Width) : new PlainRenderer(Width);

    /// <summary>A whole text, fitted for this terminal.</summary>
    /// <param name="text">The text.</param>
    /// <param name="withMarkdown">Its Markdown is styled where this terminal shows styles.</param>
    public string Fit(string text, bool withMarkdown = true)
    {
        ITextRenderer renderer = withMarkdown ? CreateRenderer() : new PlainRenderer(Width);
        return (renderer.Append(text) + renderer.End()).TrimEnd('\n');
    }

    /// <summary>
    /// Writes a text to the host itself where PowerShell's formatting would break its lines: inside a word, or in the middle of a line of code,
    /// which is then copied with the break.
    /// </summary>
    /// <param name="host">The host.</param>
    /// <param name="terminal">Its terminal; null where it writes to a file or to another program.</param>
    /// <param name="text">The text.</param>
    /// <returns>Whether it has been written.</returns>
    public static bool TryWriteWhole(PSHost host, HostTerminal? terminal, string text)
    {
        int width = terminal?.LineWidth ?? NarrowestFile;
        if (host.UI is null || host.Name == "ServerRemoteHost" || !Array.Exists(text.Split('\n'), line => CellWidth.Of(Codes.Replace(line, string.Empty)) > width))
        {
            return false;
        }

        // Whoever formats has not written its empty line yet.
        host.UI.WriteLine("\n" + text);
        return true;
    }

    private static bool HasStyles(PSHost host, object? style) =>
        host.UI.SupportsVirtualTerminal
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb"
        && (style is null || !"PlainText".Equals(PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString(), StringComparison.Ordinal));

    private static bool WantsMarkdown() => new RequestSettings().Find("Markdown").Value as bool? ?? true;

    private static int? WidthOf(PSHost host)
    {
        try
        {
            return host.UI.RawUI?.WindowSize.Width is int width and > 0 ? width : null;
        }
        catch (Exception error) when (error is HostException or NotImplementedException or NotSupportedException or InvalidOperationException or System.IO.IOException)
        {
            return null;
        }
    }

    private int Width() => _width = WidthOf(_host) ?? _width;
}
