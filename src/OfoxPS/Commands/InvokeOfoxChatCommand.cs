using System.Management.Automation;
using OfoxPS.Pipeline;

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

    /// <summary>Shows the text as it arrives, on the information stream; the completion follows.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    private protected override bool Streams => Stream;

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

    private void EndText()
    {
        _live?.End();
        _live = null;
    }
}
