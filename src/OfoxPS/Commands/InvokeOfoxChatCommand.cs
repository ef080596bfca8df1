using System.Management.Automation;
using OfoxPS.Pipeline;
using OfoxPS.Tools;

namespace OfoxPS.Commands;

/// <summary>Sends a conversation and writes the answer.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "OfoxChat", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.None)]
[Alias("ofox")]
[OutputType(typeof(ChatCompletion))]
public sealed class InvokeOfoxChatCommand : RequestCmdlet
{
    /// <summary>The type name whose view does not print the text a second time.</summary>
    private const string Streamed = "OfoxPS.ChatCompletion#Streamed";

    private LiveText? _live;
    private ToolLoop? _loop;

    /// <summary>Shows the text as it arrives, on the information stream; the completion follows.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>The most rounds of tool calls before the model must have answered; 10 unless said.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int MaxToolRound { get; set; } = 10;

    /// <summary>Runs no tool: the calls come back in ToolCalls.</summary>
    [Parameter]
    public SwitchParameter NoToolExecution { get; set; }

    private protected override bool Streams => Stream;

    private protected override void OnBegin() => _loop = null;

    private protected override ChatRequest? Next(ChatRequest request, ChatCompletion answer)
    {
        if (NoToolExecution)
        {
            return null;
        }

        _loop ??= new ToolLoop(request.Tools, new ToolRunner(this, WriteWarning), MaxToolRound) { Watcher = WatchTool };
        return _loop.Next(request, answer);
    }

    private protected override void OnFailure(OfoxException failure, ChatRequest request) => _loop?.Keep(failure, request);

    private protected override void OnChunk(ChatChunk chunk)
    {
        if (Stream)
        {
            (_live ??= new LiveText(this)).Write(chunk);
        }
    }

    private protected override void OnCompletion(ChatCompletion completion)
    {
        EndText();
        PSObject result = new(completion);
        if (Stream)
        {
            result.TypeNames.Insert(0, Streamed);
        }

        WriteObject(result);
    }

    private protected override void OnEnd() => EndText();

    private void WatchTool(ChatToolCall call, ToolInvocation? done)
    {
        string name = call.Name.Length > 0 ? Visible.Line(call.Name) : "(no name)";
        ProgressRecord progress = new(0, "Running tools for the model", name)
        {
            RecordType = done is null ? ProgressRecordType.Processing : ProgressRecordType.Completed,
        };
        WriteProgress(progress);
        Tell(done is null
            ? $"Tool call {Visible.Line(call.ToString())}"
            : $"Tool {name}: {(done.Error is null ? $"{done.Result.Length} characters" : Visible.Line(done.Error))}, {done.Duration.TotalSeconds:0.00} s");
    }

    private void EndText()
    {
        _live?.End();
        _live = null;
    }
}
