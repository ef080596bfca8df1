using System;
using System.Management.Automation;
using OfoxPS.Core.Recording;
using OfoxPS.Shell.Errors;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Pipeline;

/// <summary>Runs a script block as <c>. { }</c> would: live output, the caller's scope, the same errors. Inside it somebody else answers.</summary>
public abstract class BlockCmdlet : OfoxCmdlet
{
    private SteppablePipeline? _block;
    private TestScope? _scope;

    /// <summary>What is run.</summary>
    [Parameter(Position = 1, Mandatory = true)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>Input for the script block.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>Requests of other runspaces of the process may be sent while the block runs.</summary>
    [Parameter]
    public SwitchParameter AllowOtherRunspace { get; set; }

    /// <summary>The block, from its begin on.</summary>
    private protected TestScope Scope => _scope!;

    private protected abstract IResponder CreateAnswers();

    /// <summary>What the block sends itself, others may send too.</summary>
    private protected virtual bool SendsAll => false;

    /// <summary>The block ran to its end.</summary>
    private protected virtual void OnEnd()
    {
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _scope = new TestScope(CreateAnswers(), TestScopes.Current.Innermost, guards: !AllowOtherRunspace && !SendsAll);
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(null));
        }

        _block = CreatePipeline();
        Inside(() => _block.Begin(this));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput)
        {
            Inside(() => _block!.Process(InputObject));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Inside(() => _block!.End());
        OnEnd();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _block?.Dispose();
        }

        base.Dispose(disposing);
    }

    // A steppable pipeline writes to ours as it goes, and a dot keeps the scope. The parameter's own scope is gone by then.
    private SteppablePipeline CreatePipeline()
    {
        PSLanguageMode mode = SessionState.LanguageMode;
        try
        {
            if (mode == PSLanguageMode.ConstrainedLanguage)
            {
                // There even $block would not be read. Nothing of the caller runs before its own mode holds again.
                SessionState.LanguageMode = PSLanguageMode.FullLanguage;
            }

            return ScriptBlock.Create("param($block, $end) . $block | & $end").GetSteppablePipeline(CommandOrigin.Internal, [ScriptBlock, WriteOutsideCommand.Info]);
        }
        finally
        {
            SessionState.LanguageMode = mode;
        }
    }

    private void Inside(Action step) => TestScopes.Current.Run(_scope!, step);
}
