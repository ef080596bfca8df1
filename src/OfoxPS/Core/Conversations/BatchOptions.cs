namespace OfoxPS.Core.Conversations;

/// <summary>How the inputs of one command are worked on: one after the other, and nothing is kept, unless something else is said.</summary>
internal sealed record BatchOptions
{
    /// <summary>
    /// How many answers that wait for an earlier one are kept in memory where there is a checkpoint to have them again from.
    /// </summary>
    public const int WaitingInMemory = 64;

    /// <summary>The most requests at once.</summary>
    public int ThrottleLimit { get; init; } = 1;

    /// <summary>Whether results come in the order of the inputs.</summary>
    public bool IsOrdered { get; init; } = true;

    /// <summary>The full path of the checkpoint; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>
    /// The full paths of the checkpoints of other machines, which are read beside <see cref="Checkpoint"/> and not changed.
    /// </summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Whether nothing is sent and nothing is written, so that the checkpoint is only looked at.</summary>
    public bool IsPreview { get; init; }

    /// <summary>Whether the checkpoint keeps what was asked too.</summary>
    public bool KeepsContent { get; init; }

    /// <summary>Gives an input as a tree of JSON, for a checkpoint that keeps it; null where it has none.</summary>
    public Func<object?, object?> DescribeInput { get; init; } = static _ => null;

    /// <summary>Whether failures of an earlier run are taken from the checkpoint instead of being tried again.</summary>
    public bool KeepsFailures { get; init; }

    /// <summary>How many may fail; null for any number.</summary>
    public FailureLimit? MaximumFailures { get; init; }

    /// <summary>How many may fail in a row because of the server or the network; null for any number.</summary>
    public int? MaximumInARow { get; init; }

    /// <summary>
    /// How long requests wait for a server that is busy, where the user has not said; null where such a wait is an attempt.
    /// </summary>
    public TimeSpan? MaximumWait { get; init; }

    /// <summary>Which part of the input is worked on; null for all of it.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Whether the provider's prompt cache is told what the requests share, and one of them goes ahead to fill it.</summary>
    public bool CachesPrompt { get; init; }

    /// <summary>Whether this is more than one request after the other.</summary>
    public bool IsBatch => ThrottleLimit > 1 || Checkpoint is not null;

    /// <summary>
    /// The most inputs that have been accepted and not written yet. Beyond it the producer waits, so that the answers after a slow one do
    /// not fill the memory. With a checkpoint it is larger, because an answer in the file takes little memory.
    /// </summary>
    public int Window => Checkpoint is null ? Math.Max(64, 8 * ThrottleLimit) : Math.Max(1024, 64 * ThrottleLimit);
}
