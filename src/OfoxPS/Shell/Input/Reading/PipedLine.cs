using System.Management.Automation;
using System.Text;
using OfoxPS.Core.Files;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>A line of a file, as Get-Content writes it: it has the path and its number.</summary>
internal static class PipedLine
{
    // A byte order mark, and the end of the line.
    private const int Around = 5;

    /// <summary>The name of the file that a text is one of several lines of; null where it is none.</summary>
    public static string? FileOf(PSCmdlet cmdlet, object? item)
    {
        if (Unwrap.Value(item) is not string text || item is not PSObject line || text.IndexOf('\n') >= 0
            || Note(line, "PSPath") is not string path || Note(line, "ReadCount") is not long number)
        {
            return null;
        }

        // The only line of its file is as the whole file (Get-Content -Raw).
        return number > 1 || Length(cmdlet, path) > Encoding.UTF8.GetByteCount(text) + Around ? Note(line, "PSChildName") as string ?? path : null;
    }

    private static object? Note(PSObject line, string name) => Unwrap.Value(line.Properties[name]?.Value);

    private static long Length(PSCmdlet cmdlet, string path)
    {
        try
        {
            return FileState.Of(cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)).Length;
        }
        catch (RuntimeException)
        {
            // Another provider than that of files, or a drive that is gone.
            return 0;
        }
    }
}
