using System.Management.Automation;
using OfoxPS.Core.Recording;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Commands;

/// <summary>Runs a script block whose requests get scripted answers.</summary>
[Cmdlet(VerbsOther.Use, "OfoxTestResponse", DefaultParameterSetName = Block)]
[OutputType(typeof(object))]
public sealed class UseOfoxTestResponseCommand : BlockCmdlet
{
    private ScriptedAnswers? _answers;

    /// <summary>The answers, one for each request, or a script block that makes the answer of each request, which is $_ in it.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [AllowEmptyCollection]
    [TestResponseTransformation]
    public object[] Response { get; set; } = [];

    /// <summary>How many times as fast as in earnest waits before retries pass; by default there is no wait.</summary>
    [Parameter]
    [NumberRange(0.001, int.MaxValue)]
    public double? Speed { get; set; }

    /// <summary>Starts again with the first response after the last one.</summary>
    [Parameter]
    public SwitchParameter Repeat { get; set; }

    /// <summary>Allows responses to be left over at the end of the block, which is an error otherwise.</summary>
    [Parameter]
    public SwitchParameter AllowUnused { get; set; }

    private protected override IResponder CreateAnswers() => _answers = new ScriptedAnswers(Response) { Speed = Speed, Repeat = Repeat };

    private protected override OfoxException? AtEnd(OfoxCmdlet cmdlet) => AllowUnused ? null : _answers!.Unused();
}
