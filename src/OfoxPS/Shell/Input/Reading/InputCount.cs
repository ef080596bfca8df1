using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>
/// Counts the objects that a pipeline will have, for the progress: it begins with a collection, or with a command that only reads, which is
/// run once more to count its output.
/// </summary>
internal static class InputCount
{
    // The largest number of objects that are counted; counting more takes too long.
    private const int Maximum = 20_000;

    // Commands that only read, with the parameters that choose what is read.
    private static readonly Dictionary<string, HashSet<string>> Readers = new(StringComparer.Ordinal)
    {
        ["Import-Csv"] = [.. Names("Path LiteralPath Delimiter UseCulture Header Encoding")],
        ["Get-Content"] = [.. Names("Path LiteralPath Filter Include Exclude Force TotalCount Tail Encoding Raw Delimiter")],
        ["Get-Item"] = [.. Names("Path LiteralPath Filter Include Exclude Force")],
        ["Get-ChildItem"] =
        [
            .. Names("Path LiteralPath Filter Include Exclude Force Recurse Depth Name"),
            .. Names("Attributes FollowSymlink Directory File Hidden ReadOnly System"),
        ],
    };

    private static readonly string[] ReadsContent = ["Import-Csv", "Get-Content"];

    /// <returns>Null where that cannot be known.</returns>
    public static int? Of(PSCmdlet cmdlet) =>
        EngineInternals.CountOfInput(cmdlet)
            ?? (HostTerminal.IsInteractive(cmdlet.Host) ? OfCommand(cmdlet, EngineInternals.CommandBefore(cmdlet)) : null);

    private static int? OfCommand(PSCmdlet cmdlet, (CommandInfo Command, IReadOnlyDictionary<string, object> Parameters)? before)
    {
        if (before is not { Command: CmdletInfo command } known
            || command.ModuleName?.StartsWith("Microsoft.PowerShell.", StringComparison.Ordinal) != true
            || !Readers.TryGetValue(command.Name, out HashSet<string>? readable)
            || known.Parameters.Keys.Any(name => !readable.Contains(name))
            || (ReadsContent.Contains(command.Name) && !PathsOf(known.Parameters).All(path => IsRegularFile(cmdlet, path))))
        {
            return null;
        }

        using PowerShell count = PowerShell.Create(RunspaceMode.CurrentRunspace);
        count.AddCommand(command).AddParameter("ErrorAction", ActionPreference.Ignore);
        foreach (KeyValuePair<string, object> parameter in known.Parameters)
        {
            count.AddParameter(parameter.Key, parameter.Value);
        }

        count.AddCommand("Microsoft.PowerShell.Utility\\Select-Object").AddParameter("First", Maximum + 1);
        count.AddCommand("Microsoft.PowerShell.Utility\\Measure-Object");
        try
        {
            return count.Invoke().FirstOrDefault()?.Properties["Count"]?.Value is int items and <= Maximum ? items : null;
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            // The command itself will report the error.
            return null;
        }
    }

    private static string[] PathsOf(IReadOnlyDictionary<string, object> parameters) =>
        [.. parameters.Where(static parameter => parameter.Key is "Path" or "LiteralPath")
            .SelectMany(static parameter => parameter.Value as string[] ?? [$"{parameter.Value}"])];

    // Only regular files are read twice: what is read from a pipe or a device is lost for the command.
    private static bool IsRegularFile(PSCmdlet cmdlet, string path) =>
        SessionFolder.StateOf(cmdlet.SessionState.Path, path) is { IsRegular: true };

    private static string[] Names(string words) => words.Split(' ');
}
