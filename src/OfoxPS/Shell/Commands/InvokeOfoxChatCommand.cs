using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Conversations;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Running;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.StructuredOutput;

namespace OfoxPS.Commands;

/// <summary>Sends a conversation and writes the answer.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "OfoxChat", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.None)]
[Alias("ofox")]
[OutputType(typeof(ChatCompletion))]
public sealed partial class InvokeOfoxChatCommand : RequestCmdlet, IConversationHandler
{
    private OfoxConversation? _before;
    private bool _hasShown;
    private bool? _isForTerminal;
    private AnswerProperty? _property;
    private bool _hasInput;
    private bool _hasWarnedOfProperty;
    private AnswerForm? _form;
    private ConversationRunner? _run;

    /// <summary>Shows the text as it arrives, on the information stream; the completion follows.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>Shows what the model thinks before it answers, dimmed, as it arrives.</summary>
    [Parameter]
    public SwitchParameter ShowReasoning { get; set; }

    /// <summary>The most rounds of tool calls before the model must have answered; 10 unless said.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int MaxToolRound { get; set; } = 10;

    /// <summary>Runs no tool: the calls come back in ToolCalls.</summary>
    [Parameter]
    public SwitchParameter NoToolExecution { get; set; }

    /// <summary>What the answer shall be: a type, names and types, a sample object, or a JSON Schema.</summary>
    [Parameter]
    [Words("string", "string[]", "int", "int[]", "double", "bool", "datetime")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public object? As { get; set; }

    /// <summary>A file with the JSON Schema of the answer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SchemaPath { get; set; }

    /// <summary>How the model is told of the schema: Auto (default), Strict, JsonObject or Prompt.</summary>
    [Parameter]
    [ValidateSet("Auto", "Strict", "JsonObject", "Prompt")]
    public string SchemaMode { get; set; } = "Auto";

    /// <summary>How many times the model is asked again where its answer does not fit; 1 unless said.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaxRepair { get; set; } = 1;

    /// <summary>Writes the completion, with the objects in Output, instead of the objects.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Adds the answer to the input object as a property of this name, and writes that; * adds each field of the answer.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(WordCompleter))]
    [ValidateNotNullOrEmpty]
    [OneValue("-Property takes one name, which the answer gets beside the properties of the input. -InputProperty chooses what is sent.")]
    public string? Property { get; set; }

    /// <summary>Writes the text itself, one string an answer; with -Stream, each line as it is whole.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Goes on with the last conversation of this session.</summary>
    [Parameter]
    [Alias("c")]
    public SwitchParameter Continue { get; set; }

    /// <summary>Writes a short text of help, and sends nothing; so do the prompts help, --help and --version, given alone.</summary>
    [Parameter]
    [Alias("h")]
    public SwitchParameter Help { get; set; }

    // What is thought is only seen where it comes as it is thought.
    private protected override bool Streams => Stream || ShowReasoning;

    bool IConversationHandler.ShowsThinking => ShowReasoning;

    bool IConversationHandler.KeepsText => true;

    private protected override string? HelpText
    {
        get
        {
            bool isAlone = MyInvocation.BoundParameters.Count == 1 && !MyInvocation.ExpectingInput;
            return ShortHelp.Of(Help ? "--help" : isAlone ? PromptText : null, MyInvocation.MyCommand);
        }
    }

    private protected override IInputSink CreateSink()
    {
        if (Raw && new[] { nameof(As), nameof(SchemaPath), nameof(PassThru), nameof(Property) }.FirstOrDefault(IsBound) is { } other)
        {
            throw Failure.InvalidArgument($"-Raw writes the text of the answer itself, and -{other} something else: use one of them");
        }

        BatchOptions options = ReadBatch();
        _form = AnswerForm.Read(this, As, SchemaPath, SchemaMode);
        _property = ReadProperty();
        return _run = RunHost.Begin(this, this, options, ReportTo);
    }

    private AnswerProperty? ReadProperty()
    {
        try
        {
            return Property is null ? null : AnswerProperty.Of(Property, _form?.Schema, PassThru);
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(Property));
            throw;
        }
    }

    private protected override ChatMessage[] ReadEarlier()
    {
        if (!Continue)
        {
            return base.ReadEarlier();
        }

        _before = LastConversation.Current.Get();
        return !HasPrompt && !MyInvocation.ExpectingInput && !IsBound(nameof(InputObject)) && Image is null && Attachment is null && Message is null
            ? throw Failure.InvalidArgument("There is nothing to ask: -Continue goes on with a prompt, an attachment, messages or input.")
            : [.. _before.Messages, .. base.ReadEarlier()];
    }
}
