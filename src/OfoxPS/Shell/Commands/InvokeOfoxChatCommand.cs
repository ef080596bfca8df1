using System.Management.Automation;
using OfoxPS.Core.Conversations;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Running;
using OfoxPS.Shell.StructuredOutput;

namespace OfoxPS.Commands;

/// <summary>Sends a request, or one for each input, and writes the answers.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "OfoxChat", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.None)]
[Alias("ofox")]
[OutputType(typeof(ChatCompletion))]
public sealed partial class InvokeOfoxChatCommand : RequestCmdlet, IConversationHandler
{
    private OfoxConversation? _before;
    private Func<string, string>? _cleanOfTools;
    private bool _hasShown;
    private bool? _isForTerminal;
    private AnswerProperty? _property;
    private bool _hasInput;
    private bool _hasWarnedOfProperty;
    private bool? _looksAtView;
    private AnswerForm? _form;
    private ConversationRunner? _run;

    /// <summary>Writes the text to the information stream as it arrives; the completion follows on the output stream.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>Shows the reasoning of the model as it arrives, dimmed.</summary>
    [Parameter]
    public SwitchParameter ShowReasoning { get; set; }

    /// <summary>The maximum number of rounds of tool calls, from 1 to 1000; the default is 10. More rounds are an error.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int MaxToolRound { get; set; } = 10;

    /// <summary>Does not run tools: the calls are in ToolCalls of the completion.</summary>
    [Parameter]
    public SwitchParameter NoToolExecution { get; set; }

    /// <summary>The form of the answer: a type, a hashtable of names and types, a sample object, or a JSON Schema.</summary>
    [Parameter]
    [Words("string", "string[]", "int", "int[]", "double", "bool", "datetime")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public object? As { get; set; }

    /// <summary>A file with the JSON Schema of the answer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SchemaPath { get; set; }

    /// <summary>How the schema is sent to the model: Auto (default), Strict, JsonObject or Prompt.</summary>
    [Parameter]
    [ValidateSet("Auto", "Strict", "JsonObject", "Prompt")]
    public string SchemaMode { get; set; } = "Auto";

    /// <summary>How many times the model is asked again when its answer does not fit the form, from 0 to 100; the default is 1.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaxRepair { get; set; } = 1;

    /// <summary>Writes the completion, which has the objects in Output, instead of the objects.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>
    /// The property under which the answer is added to its input object, which is written; * adds each field of the answer.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(WordCompleter))]
    [ValidateNotNullOrEmpty]
    [OneValue("-Property takes one name, which the answer gets beside the properties of the input. -InputProperty chooses what is sent.")]
    public string? Property { get; set; }

    /// <summary>Writes the text of each answer as a string; with -Stream, each line as soon as it is complete.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Continues the last conversation of this session.</summary>
    [Parameter]
    [Alias("c")]
    public SwitchParameter Continue { get; set; }

    /// <summary>Writes a short help and sends nothing, as the prompts help, --help and --version do when nothing else is given.</summary>
    [Parameter]
    [Alias("h")]
    public SwitchParameter Help { get; set; }

    // Reasoning can only be shown as it arrives in a stream.
    private protected override bool Streams => Stream || ShowReasoning;

    bool IConversationHandler.ShowsReasoning => ShowReasoning;

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
        EndOnFailure(Property, () => _property = Property is null ? null : AnswerProperty.Of(Property, _form?.Schema, PassThru));
        return _run = RunHost.Begin(this, this, options, ReportTo);
    }

    private protected override object? Original(object? item) => _property is null ? item : _property.Original(item);

    private protected override ChatMessage[] ReadEarlier()
    {
        if (!Continue)
        {
            return base.ReadEarlier();
        }

        _before = LastConversation.Get(this);
        return !HasPrompt && !MyInvocation.ExpectingInput && !IsBound(nameof(InputObject)) && Image is null && Attachment is null
            && Message is null
            ? throw Failure.InvalidArgument("There is nothing to ask: -Continue goes on with a prompt, an attachment, messages or input.")
            : [.. _before.Messages, .. base.ReadEarlier()];
    }
}
