using System.Management.Automation;
using OfoxPS.Core.Recording;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Commands;

/// <summary>Runs a script block whose requests are answered by a test.</summary>
[Cmdlet(VerbsOther.Use, "OfoxTestResponse", DefaultParameterSetName = Block)]
[OutputType(typeof(object))]
public sealed class UseOfoxTestResponseCommand : BlockCmdlet
{
    private ScriptedAnswers? _answers;

    /// <summary>The answers, one for each request; or a script block that decides.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [TestResponseTransformation]
    public object[] Response { get; set; } = [];

    /// <summary>How many times as fast as real the waits before retries are; no wait unless given.</summary>
    [Parameter]
    [NumberRange(0.001, int.MaxValue)]
    public double? Speed { get; set; }

    /// <summary>Begins again with the first response after the last.</summary>
    [Parameter]
    public SwitchParameter Repeat { get; set; }

    /// <summary>Responses may be left over.</summary>
    [Parameter]
    public SwitchParameter AllowUnused { get; set; }

    private protected override IResponder CreateAnswers() => _answers = new ScriptedAnswers(Response) { Speed = Speed, Repeat = Repeat };

    private protected override OfoxException? AtEnd(OfoxCmdlet cmdlet) => AllowUnused ? null : _answers!.Unused();
}
