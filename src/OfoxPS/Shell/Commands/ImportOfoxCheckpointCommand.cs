using System.Management.Automation;
using OfoxPS.Core.Checkpoint;
using OfoxPS.Core.Files;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Commands;

/// <summary>Gives what checkpoints hold, as the objects that the requests gave, without a network.</summary>
[Cmdlet(VerbsData.Import, "OfoxCheckpoint", DefaultParameterSetName = "Path")]
[OutputType(typeof(ChatCompletion), typeof(OfoxException))]
public sealed class ImportOfoxCheckpointCommand : OfoxCmdlet
{
    private readonly CheckpointMerge _merge = new();

    /// <summary>The files; wildcards are allowed. Several are merged.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The files, exactly as they are named.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Gives the failures instead of the answers.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    /// <summary>The form of the answers, as -As of Invoke-OfoxChat takes it.</summary>
    [Parameter]
    public object? As { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in ParameterSetName == "Path" ? Path : LiteralPath)
        {
            try
            {
                string literal = FilePath(path, "-" + ParameterSetName);
                string[] files = ParameterSetName == "LiteralPath" ? [literal] : FilePattern.Find(this, path, literal, "checkpoint", RegularFile.Exists);
                foreach (string file in files)
                {
                    _merge.Add(file);
                }
            }
            catch (OfoxException failure)
            {
                WriteError(failure.ToErrorRecord(path));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _merge.Warnings.ForEach(WriteWarning);
        try
        {
            foreach (CheckpointRecord record in _merge.Read(state => Failed ? state != RecordState.Succeeded : state == RecordState.Succeeded))
            {
                Write(record);
            }
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(null));
        }
    }

    private void Write(CheckpointRecord record)
    {
        if (record.Completion is not { } answer)
        {
            PSObject failed = new(record.Failure ?? new OfoxException("The run ended before the answer came"));
            failed.Properties.Add(new PSNoteProperty("Index", record.Index));
            failed.Properties.Add(new PSNoteProperty("InputIndex", record.InputIndex));
            failed.Properties.Add(new PSNoteProperty("InputObject", KeptInput.Restore(record.Input)));
            WriteObject(failed);
            return;
        }

        answer.Conversation = record.Conversation();
        (answer.InputObject, answer.InputIndex) = (KeptInput.Restore(record.Input), record.InputIndex);
        if (As is null)
        {
            WriteObject(answer);
            return;
        }

        try
        {
            WriteObject(answer.ToObject(As), enumerateCollection: true);
        }
        catch (OfoxException failure)
        {
            WriteError(failure.ToErrorRecord(answer));
        }
    }
}
