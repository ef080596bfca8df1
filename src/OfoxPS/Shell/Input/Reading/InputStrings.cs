using System.Management.Automation;
using System.Text;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>
/// Tells what the strings of an input are, where each of them costs a request and is probably not meant so: lines of a file or of
/// the output of a program, and names of files. It is told once.
/// </summary>
internal sealed class InputStrings(PSCmdlet cmdlet)
{
    // Where none of so many strings is the path of a file, they are no paths.
    private const int LookedAt = 100;

    private const int LongestPath = 1024;

    // A byte order mark, and the end of the line.
    private const int AroundLine = 5;

    private int _count;
    private bool _isTold;

    /// <summary>What the user should know of an object of the input; null where it is no string, or there is nothing to tell.</summary>
    /// <param name="item">The object.</param>
    /// <param name="areRequests">Each object is a request of its own, and nothing says that many are meant.</param>
    public string? WarningOf(object? item, bool areRequests)
    {
        if (_isTold || Unwrap.Value(item) is not string text)
        {
            return null;
        }

        _count++;
        string? warning = (_count <= LookedAt && IsPath(text) ? OfPath(text) : null)
            ?? (areRequests ? OfFileLine(item, text) ?? OfProgramLine() : null);
        _isTold = warning is not null;
        return warning;
    }

    private static string OfPath(string text)
    {
        string shown = TerminalText.OneLine(text);
        string attachment = MediaFormat.OfName(text.Trim()) is null ? string.Empty : "use -Attachment, or ";
        return $"'{shown}' is sent as text. To send the file itself, {attachment}pipe it: Get-Item '{shown.Replace("'", "''")}' | ofox";
    }

    // The first line may be the only one.
    private string? OfProgramLine() => _count == 2 && EngineInternals.ProgramBefore(cmdlet) is { } program
        ? $"Each line of the output of {TerminalText.OneLine(program)} is a request of its own. With -Together all lines are one request."
        : null;

    // Get-Content writes lines that have the path of the file and their number.
    private string? OfFileLine(object? item, string text)
    {
        if (item is not PSObject line || text.IndexOf('\n') >= 0 || Note(line, "PSPath") is not string path
            || Note(line, "ReadCount") is not long number)
        {
            return null;
        }

        // The only line of its file is as the whole file (Get-Content -Raw).
        return number > 1 || (StateOf(path)?.Length ?? 0) > Encoding.UTF8.GetByteCount(text) + AroundLine
            ? $"Each line of '{TerminalText.OneLine(Note(line, "PSChildName") as string ?? path)}' is a request of its own. "
                + "With -Together all lines are one request; Get-Content -Raw gives the text of the file as one."
            : null;
    }

    private static object? Note(PSObject line, string name) => Unwrap.Value(line.Properties[name]?.Value);

    private bool IsPath(string text)
    {
        string path = text.Trim();

        // A path of another machine is not looked at: a text that came from somewhere must not make this one connect to it.
        return path.Length is > 0 and <= LongestPath
            && path.IndexOfAny(['\n', '\r', '\0']) < 0
            && !path.StartsWith(@"\\", StringComparison.Ordinal) && !path.StartsWith("//", StringComparison.Ordinal)
            && StateOf(path) is { IsRegular: true };
    }

    private FileState? StateOf(string path) => SessionFolder.StateOf(cmdlet.SessionState.Path, path);
}
