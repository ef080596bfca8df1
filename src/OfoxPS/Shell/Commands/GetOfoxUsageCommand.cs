using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Files;
using OfoxPS.Core.Logging;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Commands;

/// <summary>Sums the requests of a log, or of this process.</summary>
[Cmdlet(VerbsCommon.Get, "OfoxUsage", DefaultParameterSetName = "Log")]
[OutputType(typeof(OfoxUsage))]
public sealed class GetOfoxUsageCommand : OfoxCmdlet
{
    private readonly LogReader _reader = new();

    /// <summary>The logs; the configured one unless said.</summary>
    [Parameter(Position = 0, ParameterSetName = "Log")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Sums the requests of this process, though a log is configured.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Process")]
    public SwitchParameter CurrentProcess { get; set; }

    /// <summary>What is summed apart: Model, Day, Script, or several of them; None is one sum of all.</summary>
    [Parameter]
    [ValidateSet("Model", "Day", "Script", "None")]
    public string[] GroupBy { get; set; } = ["Model"];

    /// <summary>Leaves out requests that began before.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Leaves out requests that began then or later.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            OfoxUsage[] sums = [.. UsageSummary.Of(Selected(Shares()), Groups("Model"), Groups("Day"), Groups("Script"))];
            if (_reader.Skipped > 0)
            {
                string skipped = $"{Plural.Of(_reader.Skipped, "line")} {Plural.Word(_reader.Skipped, "was", "were")} skipped";
                WriteWarning($"{skipped}: damaged, or not written by OfoxPS.");
            }

            WriteObject(sums, enumerateCollection: true);
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(Path));
        }
        catch (IOException error)
        {
            ThrowTerminatingError(Failure.CannotRead("log", string.Join("', '", Path ?? [Configured() ?? string.Empty]), error.Message, error).ToErrorRecord(Path));
        }
    }

    private bool Groups(string name) => GroupBy.Contains(name, StringComparer.OrdinalIgnoreCase);

    // What is known only by the hour is counted whole where a border is in that hour, and said to be.
    private IEnumerable<UsageSum> Selected(IEnumerable<UsageSum> shares)
    {
        DateTime since = Since?.ToUniversalTime() ?? DateTime.MinValue;
        DateTime until = Until?.ToUniversalTime() ?? DateTime.MaxValue;
        bool isCut = false;
        foreach (UsageSum share in shares.Where(share => share.Last.UtcDateTime >= since && share.First.UtcDateTime < until))
        {
            isCut |= share.First.UtcDateTime < since || share.Last.UtcDateTime >= until;
            yield return share;
        }

        if (isCut)
        {
            WriteWarning("Older requests of this process are only kept as a sum for each hour, so the whole hour of -Since or -Until is counted. A log is exact (Set-OfoxConfiguration -LogPath).");
        }
    }

    private IEnumerable<UsageSum> Shares()
    {
        string[] files = Path is not null ? [.. Path.SelectMany(Files).Distinct()] : !CurrentProcess && Configured() is { } log ? [log] : [];
        return files.Length > 0 ? _reader.Read(files).Select(UsageSum.Of) : ProcessUsage.Current.All();
    }

    private static string? Configured() => CallSettings.LogOf(new RequestSettings(new Dictionary<string, object?>())) is { Path: not null } log ? log.FullPath() : null;

    private IEnumerable<string> Files(string path)
    {
        string literal = FilePath(path, "The log");
        string[] found = FilePattern.Find(this, path, literal, "log", static file => new LogFile(file).All().Count > 0);
        if (found.Length == 1)
        {
            RegularFile.Check(found[0], FileState.Of(found[0]).Type);
            return found[0] != literal || new LogFile(literal).All().Count > 0 ? found : throw Failure.NoFile("log", literal);
        }

        // The rotated files come with their log; where the pattern names them too, they are not read twice.
        HashSet<string> rotated = [.. found.SelectMany(static file => new LogFile(file).All().Where(other => other != file))];
        return found.Where(file => !rotated.Contains(file));
    }
}
