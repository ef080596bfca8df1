using System.Management.Automation;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Preview;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Cmdlets;

namespace OfoxPS.Commands;

/// <summary>Writes the request that would be sent, and sends nothing.</summary>
[Cmdlet(VerbsData.ConvertTo, "OfoxRequest")]
[OutputType(typeof(OfoxRequest), typeof(string))]
public sealed class ConvertToOfoxRequestCommand : StructuredRequestCmdlet
{
    /// <summary>What is written: an object, the body's JSON, or text to paste for curl or Invoke-RestMethod.</summary>
    [Parameter]
    [ValidateSet("Object", "Json", "Curl", "InvokeRestMethod")]
    public string OutputAs { get; set; } = "Object";

    /// <summary>The request of a streamed answer.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    private protected override bool Streams => Stream;

    private protected override void OnInput(UserInput input)
    {
        try
        {
            PreparedRequest prepared = Requests.Create(input, request => Shape(request, [], repairs: 0));
            foreach (string warning in prepared.Warnings)
            {
                WriteWarning(warning);
            }

            RequestPreview preview = Requests.PreviewOf(prepared);
            WriteObject(OutputAs.ToUpperInvariant() switch
            {
                "JSON" => preview.ToJson(),
                "CURL" => preview.ToCurl(),
                "INVOKERESTMETHOD" => preview.ToRestMethod(),
                _ => preview.ToObject(),
            });
        }
        catch (OfoxException failure)
        {
            Report(failure, input.Source, endsRun: failure.Scope == FailureScope.Run);
        }
    }
}
