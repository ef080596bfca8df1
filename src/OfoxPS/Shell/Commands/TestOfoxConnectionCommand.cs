using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Running;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Commands;

/// <summary>Tests step by step whether a request to the server would succeed.</summary>
[Cmdlet(VerbsDiagnostic.Test, "OfoxConnection")]
[OutputType(typeof(ConnectionStep), typeof(bool))]
public sealed class TestOfoxConnectionCommand : ConnectionCmdlet
{
    /// <summary>The id of the model, as owner/name; the default is openai/gpt-4o.</summary>
    [Parameter]
    [Alias("m")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [AllowEmptyString]
    public string? Model { get; set; }

    /// <summary>Writes only $true or $false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        using ConnectionTest test = new(
            new RequestSettings(MyInvocation.BoundParameters!), () => TestScopes.Current.For(this), MyInvocation, StopToken);
        bool works = true;
        EndOnFailure(null, () =>
        {
            foreach (ConnectionStep step in test.Run())
            {
                works &= step.Result is not ("Failed" or "Skipped");
                WriteVerbose(step.ToString());
                if (!Quiet)
                {
                    WriteObject(step);
                }
            }
        });

        if (Quiet)
        {
            WriteObject(works);
        }

        WriteWarning(test.Warning);
    }
}
