using System.Collections;
using System.Management.Automation;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Running;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.StructuredOutput;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Commands;

/// <content>Shapes each request, and writes each answer.</content>
public sealed partial class InvokeOfoxChatCommand
{
    private HashSet<string>? _warned;

    ChatRequest IConversationHandler.Shape(ChatRequest request, object? source, ICollection<TurnPolicy> policies)
    {
        if (_property is not null)
        {
            CheckProperty(source);
        }

        if (_form is not null && !PassThru && request.Tools.Any(tool => NoToolExecution || tool.Runner is null))
        {
            throw Failure.InvalidArgument(
                "The model may call a tool that is not run here, and such an answer cannot have the form of -As. "
                    + "Use -PassThru to get the completion with the calls");
        }

        policies.Add(new ToolLoop(NoToolExecution ? [] : request.Tools, new ToolRunner(this, CleanOfTools), MaxToolRound)
        {
            OnCall = ShowToolCall,
            TakesImages = model => ModelCheck.TakesImages(model, _run!.Prices),
        });
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
            _run!.Live.WriteReasoning(chunk, isTextLive: Stream && !Raw && _form is null);
            if (chunk.Content is { Length: > 0 })
            {
                _run!.Live.EndReasoning();
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
        SetOrigin(completion, completion.Message);
        LastConversation.For(this).Keep(completion, _before);
        if (Raw)
        {
            (conversation.Find<RawText>() ?? new RawText(WriteText)).End(completion);
            WarnOfEnd(completion);
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
            SetOrigin(answer, answer.Message);
        }

        LastConversation.For(this).KeepInterrupted(conversation.Turn, _before);
        if (Stopping)
        {
            _run!.Live.Interrupt("interrupted · ofox '...' -Continue goes on");
        }
    }

    // The text alone does not show why it ended. The same reason of many answers is one warning.
    private void WarnOfEnd(ChatCompletion completion)
    {
        foreach (string warning in RawText.WarningsOf(completion))
        {
            if ((_warned ??= []).Add(warning))
            {
                WriteWarning(warning);
            }
        }
    }

    // Marks the answer with its address and key, for requests that continue the conversation.
    private void SetOrigin(ChatCompletion completion, ChatMessage? message)
    {
        CallOrigin? origin = Settings.Conversation.Origin();
        completion.BaseUri = origin?.Shown;
        if (message is not null)
        {
            message.Origin = origin;
        }
    }

    // A tool sees the environment of the session, and so the key; the model that calls it must not.
    private string CleanOfTools(string text) => (_cleanOfTools ??= SessionSecrets.CleanOf(Settings))(text);

    // Writes the items of a list one by one, without those that were written as they arrived.
    private void WriteOutput(object? output, int written)
    {
        foreach (object? item in _form!.Schema.Shape.Item is not null && output is IEnumerable items
            ? items.Cast<object?>().Skip(written)
            : [output])
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

    // Writes the text unchanged, except to a terminal, which would execute escape sequences in it.
    private void WriteText(string text)
    {
        _isForTerminal ??= EngineInternals.WritesToHost(CommandRuntime) && HostTerminal.Of(Host, style: null) is not null;
        WriteObject(_isForTerminal.Value ? TerminalText.Sanitize(DataFilter.Of(text)) : text);
    }

    // Checks the input before its request is sent, so that no answer is paid for which cannot be added to it.
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
        if (!_hasWarnedOfProperty && (AnswerProperty.WarningOf(source) ?? WarningOfView(source)) is { } warning)
        {
            _hasWarnedOfProperty = true;
            WriteWarning(warning);
        }
    }

    // The view of a file or a process has columns of its own, so that a person would pay and see nothing.
    private string? WarningOfView(object? source)
    {
        if (_looksAtView is false || !(_looksAtView ??= EngineInternals.WritesToHost(CommandRuntime)))
        {
            return null;
        }

        // One type is like the next, and to look for a view takes a while.
        _looksAtView = false;
        return source is not null && ObjectProperties.HasView(PSObject.AsPSObject(source))
            ? _property!.WarningOfView(PSObject.AsPSObject(source))
            : null;
    }

    private void ShowToolCall(ChatToolCall call, ToolInvocation? done)
    {
        string name = call.Name.Length > 0 ? TerminalText.OneLine(call.Name) : "(no name)";
        ProgressRecord progress = new(0, "Running tools for the model", name)
        {
            RecordType = done is null ? ProgressRecordType.Processing : ProgressRecordType.Completed,
        };
        WriteProgress(progress);
        WriteVerbose(done is null
            ? $"Tool call {TerminalText.OneLine(call.ToString())}"
            : $"Tool {name}: {(done.Error is null ? $"{done.Result.Length} characters" : TerminalText.OneLine(done.Error))}, "
                + $"{done.Duration.TotalSeconds:0.00} s");
    }
}
