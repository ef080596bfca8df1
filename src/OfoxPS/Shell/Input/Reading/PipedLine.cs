using System.Management.Automation;
using System.Text;
using OfoxPS.Core.Files;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>Recognises a line of a file as Get-Content writes it, with the note properties of its path and line number.</summary>
internal static class PipedLine
{
    // Bytes of a file beside its only line: a byte order mark and a line end.
    private const int LineOverhead = 5;

    /// <summary>The name of the file of which a text is one of several lines; null otherwise.</summary>
    public static string? FileOf(PSCmdlet cmdlet, object? item)
    {
        if (Unwrap.Value(item) is not string text || item is not PSObject line || text.IndexOf('\n') >= 0
            || NoteProperty(line, "PSPath") is not string path || NoteProperty(line, "ReadCount") is not long number)
        {
            return null;
        }

        // A file of one line is like Get-Content -Raw, so its length is compared with that of the line.
        return number > 1 || Length(cmdlet, path) > Encoding.UTF8.GetByteCount(text) + LineOverhead
            ? NoteProperty(line, "PSChildName") as string ?? path
            : null;
    }

    private static object? NoteProperty(PSObject line, string name) => Unwrap.Value(line.Properties[name]?.Value);

    private static long Length(PSCmdlet cmdlet, string path)
    {
        try
        {
            return FileState.Of(cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)).Length;
        }
        catch (RuntimeException)
        {
            // The path is of another provider, or its drive is gone.
            return 0;
        }
    }
}
