using System.Collections;
using System.Management.Automation;
using OfoxPS.Core.Recording;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Commands;

/// <summary>Runs a script block whose requests are recorded in a file, or answered from it.</summary>
[Cmdlet(VerbsOther.Use, "OfoxCassette", DefaultParameterSetName = Block)]
[OutputType(typeof(object))]
public sealed class UseOfoxCassetteCommand : BlockCmdlet
{
    private CassetteSession? _session;
    private object? _lastError;

    /// <summary>The path of the cassette, a JSON file.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Replay, Record, Auto or Passthrough; the default is $env:OFOX_CASSETTE_MODE, else Replay.</summary>
    [Parameter]
    [ValidateSet("Replay", "Record", "Auto", "Passthrough")]
    public string? Mode { get; set; }

    /// <summary>The parts of a request that must equal those of a recording for it to answer; the default is the whole body.</summary>
    [Parameter]
    [Words("Body", "Model", "Messages", "Prompt", "Tools", "Stream", "Uri", "None")]
    [ArgumentCompleter(typeof(WordCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? MatchOn { get; set; }

    /// <summary>How many times as fast as recorded an answer is replayed; by default it comes at once.</summary>
    [Parameter]
    [NumberRange(0.001, int.MaxValue)]
    public double? Speed { get; set; }

    /// <summary>Lets a recording answer more than one request.</summary>
    [Parameter]
    public SwitchParameter Repeat { get; set; }

    /// <summary>Removes the recordings that no request has used, at the end of the block; for the modes Record and Auto.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>Makes it an error when a recording was not used by the end of the block; for the mode Replay.</summary>
    [Parameter]
    public SwitchParameter RequireAll { get; set; }

    private protected override bool SendsAll => ModeOfBlock == CassetteMode.Passthrough;

    private CassetteMode ModeOfBlock => CassetteEnvironment.ModeOf(Mode) ?? CassetteEnvironment.Mode;

    private protected override IResponder CreateAnswers()
    {
        if (Prune && ModeOfBlock is not (CassetteMode.Record or CassetteMode.Auto))
        {
            throw Failure.InvalidArgument($"-Prune changes the cassette, which -Mode {ModeOfBlock} does not; use it with Record or Auto");
        }

        if (RequireAll && ModeOfBlock != CassetteMode.Replay)
        {
            throw Failure.InvalidArgument(
                $"-RequireAll is about recordings that are replayed, and -Mode {ModeOfBlock} is used; use it with Replay");
        }

        _lastError = Errors(this).FirstOrDefault();
        _session = new CassetteSession(new CassetteOptions
        {
            Path = FilePath(Path, "The cassette"),
            Mode = ModeOfBlock,
            Rule = new MatchRule(MatchOn),
            Speed = Speed,
            Repeat = Repeat,
        });
        WriteWarning(_session.Warning);
        return _session;
    }

    // A command of the module whose parameters could not be bound has sent nothing, and can be seen only in $Error.
    private bool HasNewErrorOfBinding(PSCmdlet cmdlet) => Errors(cmdlet).TakeWhile(error => !ReferenceEquals(error, _lastError))
        .Any(static error => error is ParameterBindingException
            or ErrorRecord { Exception: ParameterBindingException, InvocationInfo.MyCommand.ModuleName: "OfoxPS" });

    private static IEnumerable<object> Errors(PSCmdlet cmdlet) =>
        (cmdlet.SessionState.PSVariable.GetValue("global:Error") as IList)?.Cast<object>() ?? [];

    private protected override OfoxException? AtEnd(OfoxCmdlet cmdlet)
    {
        if (RequireAll)
        {
            return _session!.Unused();
        }

        if (!Prune)
        {
            return null;
        }

        // Recordings are removed only if every request of the block was made: otherwise an unused one may still be needed.
        if (IsWhatIf || Scope.HasWithheld || HasNewErrorOfBinding(cmdlet))
        {
            cmdlet.WriteWarning("No recording was removed, because not everything that the block was to ask has been sent "
                + "(-WhatIf, -Confirm or an error).");
            return null;
        }

        try
        {
            cmdlet.WriteVerbose($"{_session!.Prune()} recordings were removed, because no request has used them");
            return null;
        }
        catch (OfoxException failure)
        {
            return failure;
        }
    }
}
