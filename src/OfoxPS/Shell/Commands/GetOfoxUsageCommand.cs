using System.Management.Automation;
using OfoxPS.Core.Files;
using OfoxPS.Core.Logging;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Commands;

/// <summary>Sums the requests of log files, or of this process.</summary>
[Cmdlet(VerbsCommon.Get, "OfoxUsage", DefaultParameterSetName = "Log")]
[OutputType(typeof(OfoxUsage))]
public sealed class GetOfoxUsageCommand : OfoxCmdlet
{
    private readonly LogReader _reader = new();

    /// <summary>
    /// The paths of log files, wildcards allowed; the default is the configured log, or this process where none is configured.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = "Log")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Sums the requests of this process even if a log is configured.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Process")]
    public SwitchParameter CurrentProcess { get; set; }

    /// <summary>What the sums are grouped by: Model (default), Day, Script, or several of them; None makes one sum.</summary>
    [Parameter]
    [ValidateSet("Model", "Day", "Script", "None")]
    public string[] GroupBy { get; set; } = ["Model"];

    /// <summary>The time from which requests are counted; there is no limit by default.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>The time before which requests are counted; there is no limit by default.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => EndOnFailure(Path, () =>
    {
        OfoxUsage[] sums;
        try
        {
            sums = [.. UsageGrouping.Of(InRange(AllSums()), IsGroupedBy("Model"), IsGroupedBy("Day"), IsGroupedBy("Script"))];
        }
        catch (IOException error)
        {
            throw Failure.CannotRead("log", string.Join("', '", Path ?? [Configured() ?? string.Empty]), error.Message, error);
        }

        if (_reader.Skipped > 0)
        {
            string skipped = $"{Plural.Of(_reader.Skipped, "line")} {Plural.Word(_reader.Skipped, "was", "were")} skipped";
            WriteWarning($"{skipped}: damaged, or not written by OfoxPS.");
        }

        WriteObject(sums, enumerateCollection: true);
    });

    private bool IsGroupedBy(string name) => GroupBy.Contains(name, StringComparer.OrdinalIgnoreCase);

    // The requests of this process are summed by the hour after a while, so an hour that a limit cuts is counted whole, with a warning.
    private IEnumerable<TimedUsage> InRange(IEnumerable<TimedUsage> sums)
    {
        DateTime since = Since?.ToUniversalTime() ?? DateTime.MinValue;
        DateTime until = Until?.ToUniversalTime() ?? DateTime.MaxValue;
        bool isCut = false;
        foreach (TimedUsage sum in sums.Where(sum => sum.Last.UtcDateTime >= since && sum.First.UtcDateTime < until))
        {
            isCut |= sum.First.UtcDateTime < since || sum.Last.UtcDateTime >= until;
            yield return sum;
        }

        if (isCut)
        {
            WriteWarning(
                "Older requests of this process are only kept as a sum for each hour, so the whole hour of -Since or -Until is counted. "
                    + "A log is exact (Set-OfoxConfiguration -LogPath).");
        }
    }

    private IEnumerable<TimedUsage> AllSums()
    {
        string[] files = Path is not null ? [.. Path.SelectMany(Files).Distinct()]
            : !CurrentProcess && Configured() is { } log ? [log]
            : [];
        return files.Length > 0 ? _reader.Read(files).Select(TimedUsage.Of) : ProcessUsage.Current.All();
    }

    private static string? Configured() =>
        CallSettings.LogOf(new RequestSettings()) is { Path: not null } log ? log.FullPath() : null;

    private IEnumerable<string> Files(string path)
    {
        string[] found = FilePattern.Find(this, path, "log", static file => new LogFile(file).All().Count > 0);
        if (found.Length == 1)
        {
            RegularFile.Check(found[0], FileState.Of(found[0]).Type);
            return new LogFile(found[0]).All().Count > 0 ? found : throw Failure.NoFile("log", found[0]);
        }

        // Rotated files are read with their log, so those that the pattern matches as well are left out.
        HashSet<string> rotated = [.. found.SelectMany(static file => new LogFile(file).All().Where(other => other != file))];
        return found.Where(file => !rotated.Contains(file));
    }
}
