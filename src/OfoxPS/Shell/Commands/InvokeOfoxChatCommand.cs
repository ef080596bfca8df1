using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Running;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.StructuredOutput;
using OfoxPS.Shell.Tools;

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
    private bool _isHelp;
    private AnswerProperty? _property;
    private bool _hasInput;
    private bool _hasToldOfProperty;
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
    [ValidateNotNullOrEmpty]
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

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        bool isAlone = MyInvocation.BoundParameters.Count == 1 && !MyInvocation.ExpectingInput;
        if (ShortHelp.Of(Help ? "--help" : isAlone ? PromptText : null, MyInvocation.MyCommand) is { } text)
        {
            _isHelp = true;
            WriteObject(text);
            return;
        }

        base.BeginProcessing();
        try
        {
            _property = Property is null ? null : AnswerProperty.Of(Property, _form?.Schema, PassThru);
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(Property));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!_isHelp)
        {
            base.ProcessRecord();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!_isHelp)
        {
            base.EndProcessing();
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
        return _run = RunHost.Begin(this, this, options, ReportTo);
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

    ChatRequest IConversationHandler.Shape(ChatRequest request, object? source, ICollection<ITurnPolicy> policies)
    {
        if (_property is not null)
        {
            CheckProperty(source);
        }

        if (_form is not null && !PassThru && request.Tools.Any(tool => NoToolExecution || tool.Runner is null))
        {
            throw Failure.InvalidArgument("The model may call a tool that is not run here, and such an answer cannot have the form of -As. Use -PassThru to get the completion with the calls");
        }

        policies.Add(new ToolLoop(NoToolExecution ? [] : request.Tools, new ToolRunner(ToolSession()), MaxToolRound) { Watcher = WatchTool });
        if (Raw)
        {
            policies.Add(new RawText(WriteText));
        }

        return _form?.Apply(request, policies, MaxRepair) ?? request;
    }

    void IConversationHandler.OnChunk(Conversation conversation, ChatChunk chunk)
    {
        if (ShowReasoning)
        {
            _run!.Live.Think(chunk, besideText: Stream && !Raw && _form is null);
            if (chunk.Content is { Length: > 0 })
            {
                _run!.Live.EndThinking();
            }
        }

        if (Stream && Raw)
        {
            conversation.Find<RawText>()!.Add(conversation.Turn, chunk);
        }
        else if (Stream && _form is null)
        {
            _run!.Live.Write(chunk);
        }
        else if (Stream && !PassThru && Property is null && _form!.Schema.Shape.Item is not null)
        {
            foreach (object? item in conversation.Find<StructuredAnswer>()!.Items(chunk))
            {
                WriteValue(item);
            }
        }
    }

    void IConversationHandler.OnCompleted(Conversation conversation)
    {
        ChatCompletion completion = conversation.Answer!;
        Mark(completion, completion.Message);
        LastConversation.Current.Keep(completion, _before);
        if (Raw)
        {
            (conversation.Find<RawText>() ?? new RawText(WriteText)).End(completion);
            return;
        }

        if (_property is not null)
        {
            WriteObject(_property.AddTo(completion.InputObject!, _form is null || PassThru ? completion : completion.Output));
            return;
        }

        if (_form is not null && !PassThru)
        {
            WriteOutput(completion.Output, conversation.Find<StructuredAnswer>()!.Written);
            return;
        }

        completion.IsShown = Stream && _form is null && _run!.Live.IsShown;
        completion.IsFurther = completion.IsShown && _hasShown;
        _hasShown |= completion.IsShown;
        try
        {
            WriteObject(completion);
        }
        finally
        {
            completion.IsShown = false;
        }
    }

    void IConversationHandler.OnStopped(Conversation conversation)
    {
        if (conversation.Turn.Answer is { } answer)
        {
            Mark(answer, answer.Message);
        }

        LastConversation.Current.KeepInterrupted(conversation.Turn, _before);
    }

    // Where it was held, for whoever goes on with it.
    private void Mark(ChatCompletion completion, ChatMessage? message)
    {
        CallOrigin? origin = Settings.Conversation.Origin();
        completion.BaseUri = origin?.Shown;
        if (message is not null)
        {
            message.Origin = origin;
        }
    }

    // The items of a list one by one, without those that were written as they arrived.
    private void WriteOutput(object? output, int written)
    {
        foreach (object? item in _form!.Schema.Shape.Item is not null && output is IEnumerable items ? items.Cast<object?>().Skip(written) : [output])
        {
            WriteValue(item);
        }
    }

    private void WriteValue(object? value)
    {
        if (value is string text)
        {
            WriteText(text);
        }
        else
        {
            WriteObject(value);
        }
    }

    // The text itself, wherever it goes but to a terminal, which would obey what is in it.
    private void WriteText(string text)
    {
        _isForTerminal ??= EngineInternals.WritesToHost(CommandRuntime) && HostTerminal.Of(Host, style: null) is not null;
        WriteObject(_isForTerminal.Value ? TerminalText.Sanitize(DataFilter.Of(text)) : text);
    }

    // Before anything is sent. A row that has the fields of the answer is one of many that have, and nothing has been paid.
    private void CheckProperty(object? source)
    {
        try
        {
            _property!.Check(source);
        }
        catch (OfoxException failure) when (_property!.IsAll && !_hasInput && MyInvocation.ExpectingInput)
        {
            throw failure.ForAllInput();
        }

        _hasInput = true;
        if (!_hasToldOfProperty && AnswerProperty.WarningOf(source) is { } warning)
        {
            _hasToldOfProperty = true;
            WriteWarning(warning);
        }
    }

    private void WatchTool(ChatToolCall call, ToolInvocation? done)
    {
        string name = call.Name.Length > 0 ? TerminalText.OneLine(call.Name) : "(no name)";
        ProgressRecord progress = new(0, "Running tools for the model", name)
        {
            RecordType = done is null ? ProgressRecordType.Processing : ProgressRecordType.Completed,
        };
        WriteProgress(progress);
        Tell(done is null
            ? $"Tool call {TerminalText.OneLine(call.ToString())}"
            : $"Tool {name}: {(done.Error is null ? $"{done.Result.Length} characters" : TerminalText.OneLine(done.Error))}, {done.Duration.TotalSeconds:0.00} s");
    }
}
