using System.Management.Automation;
using OfoxPS.Core.Checkpoint;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.StructuredOutput;

namespace OfoxPS.Commands;

/// <summary>Reads the answers or failures that checkpoints hold, as objects, without sending a request.</summary>
[Cmdlet(VerbsData.Import, "OfoxCheckpoint", DefaultParameterSetName = "Path")]
[OutputType(typeof(ChatCompletion), typeof(OfoxException))]
public sealed class ImportOfoxCheckpointCommand : OfoxCmdlet
{
    private readonly CheckpointMerge _merge = new();
    private AnswerProperty? _property;
    private int _withoutInput;

    /// <summary>The paths of the checkpoints, wildcards allowed. Several files are merged.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The paths of the checkpoints, without wildcards.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Writes the failures instead of the answers.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    /// <summary>The form of the answers, as -As of Invoke-OfoxChat takes it.</summary>
    [Parameter]
    [Words("string", "string[]", "int", "int[]", "double", "bool", "datetime")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public object? As { get; set; }

    /// <summary>
    /// The property under which each answer is added to its input, which -CheckpointContent has kept; * adds each field of the
    /// answer. The inputs are written.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Property { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        EndOnFailure(Property, () => _property = Property is null ? null
            : AnswerProperty.Of(Property, As is null ? null : new AnswerSchema(AnswerShapeReader.Read(As)), isCompletion: false));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in ParameterSetName == "Path" ? Path : LiteralPath)
        {
            ContinueOnFailure(path, () =>
            {
                string[] files = ParameterSetName == "LiteralPath"
                    ? [FilePath(path, "-LiteralPath")]
                    : FilePattern.Find(this, path, "checkpoint", RegularFile.Exists);
                foreach (string file in files)
                {
                    _merge.Add(file);
                }
            });
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _merge.Warnings.ForEach(WriteWarning);
        EndOnFailure(null, () =>
        {
            foreach (CheckpointRecord record in _merge.Read(
                state => Failed ? state != RecordState.Succeeded : state == RecordState.Succeeded))
            {
                Write(record);
            }

            if (_withoutInput > 0)
            {
                throw Failure.InvalidArgument(
                    $"The checkpoint holds no input for {Plural.Of(_withoutInput, "answer")}: it is kept with -CheckpointContent, "
                    + "but not for messages and images. The command that made the checkpoint, with these files as -Checkpoint, "
                    + "puts each answer beside its input");
            }
        });
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _merge.Dispose();
        base.Dispose(disposing);
    }

    private void Write(CheckpointRecord record)
    {
        if (record.Completion is not { } answer)
        {
            PSObject failed = new(record.Failure ?? new OfoxException("The run ended before the answer came"));
            failed.Properties.Add(new PSNoteProperty("Index", record.Index));
            failed.Properties.Add(new PSNoteProperty("InputIndex", record.InputIndex));
            failed.Properties.Add(new PSNoteProperty("InputObject", TypedValue.ToPSObjectOrTree(record.Input)));
            WriteObject(failed);
            return;
        }

        answer.Conversation = record.Conversation();
        (answer.InputObject, answer.InputIndex) = (TypedValue.ToPSObjectOrTree(record.Input), record.InputIndex);
        ContinueOnFailure(answer, () =>
        {
            object? value = As is null ? answer : answer.ToObject(As);
            if (_property is null)
            {
                WriteObject(value, enumerateCollection: As is not null);
                return;
            }

            if (answer.InputObject is not { } input)
            {
                _withoutInput++;
                return;
            }

            _property.Check(input);
            WriteObject(_property.AddTo(input, value));
        });
    }
}
