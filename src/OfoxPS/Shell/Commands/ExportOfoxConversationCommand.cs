using System.IO;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Shell.Conversion;
using OfoxPS.Shell.Errors;
using OfoxPS.Shell.Pipeline;

namespace OfoxPS.Commands;

/// <summary>Keeps a conversation in a file of JSON lines.</summary>
[Cmdlet(VerbsData.Export, "OfoxConversation", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ExportOfoxConversationCommand : OfoxCmdlet
{
    private OfoxConversation? _conversation;

    /// <summary>The file.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The conversation, an answer, or messages; the last conversation of this session where nothing is given.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>Images of files are written into the file, not their paths.</summary>
    [Parameter]
    public SwitchParameter InlineImage { get; set; }

    /// <summary>Does not replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        try
        {
            object? value = Rehydration.Value(InputObject);
            ChatMessage[] messages = [.. Unwrap.Items(value).SelectMany(item => Normalizer.Checked(() => MessageReader.Read(Rehydration.Value(item)).ToArray()))];
            _conversation = value as OfoxConversation ?? new OfoxConversation
            {
                Messages = [.. _conversation?.Messages ?? [], .. messages],
                Model = (value as ChatCompletion)?.Model ?? _conversation?.Model,
                Usage = Usage.Sum([_conversation?.Usage, (value as ChatCompletion)?.Usage]),
                Cost = _conversation is null ? (value as ChatCompletion)?.Cost : _conversation.Cost + (value as ChatCompletion)?.Cost,
            };
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(InputObject));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            string path = FilePath(Path, "-Path");
            OfoxConversation conversation = _conversation ?? LastConversation.Current.Get();
            if (NoClobber && File.Exists(path))
            {
                throw Failure.InvalidArgument($"The file '{path}' is there already, and -NoClobber is given");
            }

            if (ShouldProcess(path, $"Export a conversation of {conversation}"))
            {
                ConversationFile.Write(path, conversation, InlineImage);
            }
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(Path));
        }
    }
}
