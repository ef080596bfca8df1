using OfoxPS.Core.Files;

namespace OfoxPS.Core.Checkpoint;

/// <summary>The errors of a checkpoint file that cannot be opened or written.</summary>
internal static class CheckpointErrors
{
    /// <summary>The error of a file that cannot be opened.</summary>
    public static OfoxException CannotOpen(string path, FileException error)
    {
        // In Windows an open file does not tell whether another run or another program has it open.
        string who = error.IsLocked ? "another run is writing it" : "another run or another program has it open";
        OfoxException failure = Failure.CannotWrite(
            "checkpoint", path, error.IsInUse ? new FileException($"{who}. Each run needs a checkpoint of its own", error) : error);
        failure.Situation = error.IsInUse ? FailureSituation.InUse : FailureSituation.None;
        return failure;
    }

    /// <summary>The error of a record that cannot be written. It ends the run, because every input that follows would fail too.</summary>
    public static OfoxException CannotWrite(string path, FileException error)
    {
        OfoxException failure = Failure.CannotWrite("checkpoint", path, error).ForAllInput();
        if (error.IsChanged)
        {
            failure.WithWords("Nothing more is written to it or sent; the answers that have come are in the pipeline");
            failure.Situation = FailureSituation.ChangedByOthers;
        }

        return failure;
    }
}
