namespace OfoxPS.Core.Checkpoint;

/// <summary>What became of a request.</summary>
internal enum RecordState
{
    Succeeded,
    Failed,

    /// <summary>It was on its way when the run was ended; it may have been billed.</summary>
    Interrupted,
}
