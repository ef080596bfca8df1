using System.Management.Automation;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Files;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Commands;

/// <content>The parameters of a run over many inputs: how many requests at once, the checkpoint, and when the run ends.</content>
public sealed partial class InvokeOfoxChatCommand
{
    /// <summary>The maximum number of requests at once; the default is 1. Results are written in the order of the inputs.</summary>
    [Parameter]
    [NumberRange(1, 1000)]
    public int? ThrottleLimit { get; set; }

    /// <summary>Writes each result as it arrives instead of in the order of the inputs.</summary>
    [Parameter]
    public SwitchParameter Unordered { get; set; }

    /// <summary>
    /// The path of a file that keeps each result, so that the same command resumes after an early end. With * it reads all files that
    /// match.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    /// <summary>Keeps the inputs and requests in the checkpoint as well.</summary>
    [Parameter]
    public SwitchParameter CheckpointContent { get; set; }

    /// <summary>Writes the failures that the checkpoint holds instead of sending their requests again.</summary>
    [Parameter]
    public SwitchParameter KeepFailure { get; set; }

    /// <summary>How many inputs may fail before the run ends: a number, or a percentage such as 5%.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MaxFailure { get; set; }

    /// <summary>The maximum cost of all requests of this pipeline together, in USD; there is no limit by default.</summary>
    [Parameter]
    [NumberRange(0, 1e15)]
    public decimal? MaxCost { get; set; }

    /// <summary>
    /// The part of the input that this run works on, such as 3/8; the default comes from Slurm's variables of a job array.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Shard { get; set; }

    /// <summary>The name of a variable that receives the report of the run, an OfoxBatchReport.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReportVariable { get; set; }

    /// <summary>How many seconds in all a request waits for a busy server; the default is 600.</summary>
    [Parameter]
    [NumberRange(0, EnvironmentSettings.LongestSeconds)]
    public double? MaximumWaitSeconds { get; set; }

    /// <summary>
    /// The maximum number of requests per minute, for a server that does not report its limits; there is no limit by default.
    /// </summary>
    [Parameter]
    [NumberRange(1, 1_000_000)]
    public int? MaximumRequestsPerMinute { get; set; }

    private Action<OfoxBatchReport>? ReportTo =>
        ReportVariable is { } name ? report => SessionState.PSVariable.Set(name, report) : null;

    private protected override bool IsMeantForMany => base.IsMeantForMany || ThrottleLimit > 1
        || Array.Exists([nameof(Checkpoint), nameof(Shard), nameof(Unordered), nameof(MaxFailure), nameof(ReportVariable)], IsBound);

    private BatchOptions ReadBatch()
    {
        int limit = Settings.GetValue<int>(nameof(ThrottleLimit)) ?? 1;
        if (Streams && limit > 1)
        {
            limit = Settings.SourceOf(nameof(ThrottleLimit)) == "parameter"
                ? throw Failure.InvalidArgument(
                    "-Stream shows one answer as it arrives, and -ThrottleLimit asks for several at once: use one of them")
                : 1;
        }

        if (Streams && Checkpoint is not null)
        {
            throw Failure.InvalidArgument(
                "-Stream shows an answer as it arrives, which one of a checkpoint does not: use -Checkpoint without -Stream");
        }

        foreach (string lonely in new[] { nameof(CheckpointContent), nameof(KeepFailure) })
        {
            if (Checkpoint is null && IsBound(lonely))
            {
                throw Failure.InvalidArgument($"-{lonely} is about a checkpoint; name one with -Checkpoint");
            }
        }

        CheckReportVariable();
        Shard? shard = ReadShard();

        (string? path, string[] parts) = ReadCheckpoint(shard);
        BatchOptions defaults = OneByOne();
        return defaults with
        {
            ThrottleLimit = limit,
            IsOrdered = !Unordered,
            Checkpoint = path,
            Parts = parts,
            KeepsContent = CheckpointContent,
            DescribeInput = source => KeptInput.Of(Original(source)),
            KeepsFailures = KeepFailure,
            MaximumFailures = MaxFailure is null ? null
                : FailureLimit.Parse(MaxFailure)
                    ?? throw Failure.InvalidArgument($"-MaxFailure is a number of inputs, or a part as in 5%, not '{MaxFailure}'"),
            MaximumInARow = MaxFailure is null && limit == 1 ? defaults.MaximumInARow : null,
            MaximumWait = limit > 1 || path is not null ? CallOptions.DefaultMaximumWait : defaults.MaximumWait,
            Shard = shard,
            CachesPrompt = CachePrompt && MyInvocation.ExpectingInput && !Together,
        };
    }

    // The checkpoint that is written, and the parts that are read. run.*.jsonl reads run.1of3.jsonl and so on, and writes run.rest.jsonl,
    // which the pattern matches too.
    private (string? Path, string[] Parts) ReadCheckpoint(Shard? shard)
    {
        if (Checkpoint is null)
        {
            return (null, []);
        }

        string path = FilePath(Checkpoint, "-Checkpoint");
        string name = Path.GetFileName(path);
        if (!IsOfAllParts)
        {
            return (shard is null ? path : shard.PathOf(path), []);
        }

        if (shard is not null)
        {
            throw Failure.InvalidArgument(
                $"-Checkpoint '{Checkpoint}' is the checkpoints of all parts, and -Shard works on "
                    + "one: name one file, and each part gets its own");
        }

        string[] parts = FilePattern.Find(this, Checkpoint, "checkpoint", RegularFile.Exists);
        return parts.Length == 1 && parts[0] == path ? (path, [])
            : (Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, name.Replace("*", "rest")), parts);
    }

    private bool IsOfAllParts => Checkpoint?.LastIndexOf('*') > Checkpoint?.LastIndexOfAny(['/', '\\']);

    // Checks the variable before a request is sent, because the report comes after answers that are paid for.
    private void CheckReportVariable()
    {
        if (ReportVariable is null)
        {
            return;
        }

        try
        {
            SessionState.PSVariable.Set(ReportVariable, new OfoxBatchReport());
        }
        catch (RuntimeException error)
        {
            throw Failure.InvalidArgument($"-ReportVariable cannot set '{ReportVariable}': {error.Message}", error);
        }
    }

    // The part of this run. Slurm's variables count only for a run with a checkpoint: a single question in a job is asked by each task.
    private Shard? ReadShard() => Shard is not null
        ? Core.Conversations.Shard.Parse(Shard) ?? throw Failure.InvalidArgument($"-Shard is a part of the input as in 3/8, not '{Shard}'")
        : Checkpoint is not null && !IsOfAllParts && MyInvocation.ExpectingInput
            ? Core.Conversations.Shard.OfSlurm(Environment.GetEnvironmentVariable)
            : null;
}
