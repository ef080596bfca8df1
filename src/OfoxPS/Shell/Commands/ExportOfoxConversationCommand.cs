using System.Management.Automation;
using OfoxPS.Core.Files;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Running;

namespace OfoxPS.Commands;

/// <summary>Writes a conversation to a file of JSON lines.</summary>
[Cmdlet(VerbsData.Export, "OfoxConversation", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ExportOfoxConversationCommand : OfoxCmdlet
{
    private OfoxConversation? _conversation;

    /// <summary>The path of the file, which is created or replaced.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The conversation, an answer, or messages; the default is the last conversation of this session.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>Writes the content of attached files into the file instead of their paths.</summary>
    [Parameter]
    public SwitchParameter InlineImage { get; set; }

    /// <summary>Does not replace an existing file.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        EndOnFailure(InputObject, () =>
        {
            object? value = Rehydration.Value(InputObject);
            if (value is OfoxConversation && _conversation is not null)
            {
                throw Failure.InvalidArgument("A file holds one conversation, and more was piped before this one. "
                    + "Export each to a file of its own; nothing has been written");
            }

            ChatMessage[] messages = [.. Unwrap.Items(value).SelectMany(static item => MessageReader.Read(Rehydration.Value(item)))];
            _conversation = value as OfoxConversation ?? new OfoxConversation
            {
                Messages = [.. _conversation?.Messages ?? [], .. messages],
                Model = (value as ChatCompletion)?.Model ?? _conversation?.Model,
                BaseUri = (value as ChatCompletion)?.BaseUri ?? _conversation?.BaseUri,
                Usage = Usage.Sum([_conversation?.Usage, (value as ChatCompletion)?.Usage]),
                Cost = _conversation is null ? (value as ChatCompletion)?.Cost : _conversation.Cost + (value as ChatCompletion)?.Cost,
            };
        });
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => EndOnFailure(Path, () =>
    {
        string path = FilePath(Path, "-Path");
        if (_conversation is null && (MyInvocation.ExpectingInput || IsBound(nameof(InputObject))))
        {
            // An empty pipeline must not export the last conversation of the session, which is private and another one.
            WriteWarning($"Nothing was piped to Export-OfoxConversation, so '{path}' has not been written.");
            return;
        }

        OfoxConversation conversation = _conversation ?? LastConversation.Get(this);
        if (NoClobber && FileState.Of(path).Type != FileType.None)
        {
            throw Failure.InvalidArgument($"The file '{path}' is there already, and -NoClobber is given");
        }

        if (ShouldProcess(path, $"Export a conversation of {conversation}"))
        {
            ConversationFile.Write(path, conversation, InlineImage);
        }
    });
}
