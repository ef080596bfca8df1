using OfoxPS.Core.Errors;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Checkpoint;

/// <summary>The errors of a checkpoint file that cannot be opened or written.</summary>
internal static class CheckpointErrors
{
    /// <summary>The error of a file that cannot be opened.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="error">The reason.</param>
    public static OfoxException CannotOpen(string path, FileException error)
    {
        // In Windows an open file does not tell whether another run or another program has it open.
        string who = error.IsLocked ? "another run is writing it" : "another run or another program has it open";
        OfoxException failure = Failure.CannotWrite(
            "checkpoint", path, error.IsInUse ? new FileException($"{who}. Each run needs a checkpoint of its own", error) : error);
        failure.Remedy = error.IsInUse ? Remedy.InUse : null;
        return failure;
    }

    /// <summary>The error of a record that cannot be written. It ends the run, because every input that follows would fail too.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="error">The reason.</param>
    public static OfoxException CannotWrite(string path, FileException error)
    {
        OfoxException failure = Failure.CannotWrite("checkpoint", path, error).ForAllInput();
        if (error.IsChanged)
        {
            failure.WithWords("Nothing more is written to it or sent; the answers that have come are in the pipeline");
            failure.Remedy = Remedy.ChangedByOthers;
        }

        return failure;
    }
}
