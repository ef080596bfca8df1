using System;
using System.Collections.Generic;
using System.Management.Automation;
using OfoxPS.Core.Recording;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>Runs a script block as <c>. { }</c> would: live output, the caller's scope, the same errors. Inside it somebody else answers.</summary>
public abstract class BlockCmdlet : OfoxCmdlet
{
    /// <summary>The parameter set of a block with a script.</summary>
    internal const string Block = "Block";

    private const string Started = "Start";

    private readonly List<object?> _input = [];
    private SteppablePipeline? _block;
    private TestScope? _scope;

    /// <summary>What is run.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = Block)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>Begins a block without a script, which goes on until Stop-OfoxTestBlock: for BeforeEach and AfterEach.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Started)]
    public SwitchParameter Start { get; set; }

    /// <summary>Input for the script block.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = Block)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>Requests of other runspaces of the process may be sent while the block runs.</summary>
    [Parameter]
    public SwitchParameter AllowOtherRunspace { get; set; }

    /// <summary>Connections to MCP servers that may be used inside the block; no other is, and none is started.</summary>
    [Parameter]
    public McpServer[] McpServer { get; set; } = [];

    /// <summary>The block, from its begin on.</summary>
    private protected TestScope Scope => _scope!;

    private protected abstract IResponder CreateAnswers();

    /// <summary>What the block sends itself, others may send too.</summary>
    private protected virtual bool SendsAll => false;

    /// <summary>The block ran to its end.</summary>
    /// <param name="cmdlet">Who ends it, and can write: this one, or Stop-OfoxTestBlock.</param>
    /// <returns>What is wrong with what was asked inside it; null if nothing.</returns>
    private protected virtual OfoxException? AtEnd(OfoxCmdlet cmdlet) => null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _scope = new TestScope(CreateAnswers(), TestScopes.Current.Innermost, guards: !AllowOtherRunspace && !SendsAll) { Servers = McpServer };
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(null));
        }

        if (Start)
        {
            TestScopes.Current.Start(_scope!, cmdlet => AtEnd((OfoxCmdlet)cmdlet));
        }

        // A session of constrained language reads no variable of a steppable pipeline; there the block runs as a whole, at the end.
        else if (SessionState.LanguageMode != PSLanguageMode.ConstrainedLanguage)
        {
            _block = CreatePipeline();
            Inside(() => _block.Begin(this));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput && _block is null)
        {
            _input.Add(InputObject);
        }
        else if (MyInvocation.ExpectingInput)
        {
            Inside(() => _block!.Process(InputObject));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Start)
        {
            return;
        }

        Inside(_block is null ? RunAtOnce : () => _block.End());
        if (AtEnd(this) is { } failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(null));
        }
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
    private SteppablePipeline CreatePipeline() =>
        ScriptBlock.Create("param($block, $end) . $block | & $end").GetSteppablePipeline(CommandOrigin.Internal, [ScriptBlock, WriteOutsideCommand.Info]);

    // Nothing of it has more rights than the session: the block is run, and what it writes comes here, as in any script of the session.
    private void RunAtOnce()
    {
        Action<PSObject?> write = Write;
        _ = InvokeCommand.InvokeScript(
            useLocalScope: false,
            ScriptBlock.Create($"{(MyInvocation.ExpectingInput ? "$input | " : string.Empty)}. $args[0] 2>&1 | & $args[1] $args[2]"),
            _input,
            [ScriptBlock, WriteOutsideCommand.Info, write]);
    }

    private void Write(PSObject? value)
    {
        if (value?.BaseObject is ErrorRecord error)
        {
            WriteError(error);
        }
        else
        {
            WriteObject(value);
        }
    }

    private void Inside(Action step) => TestScopes.Current.Run(_scope!, step);
}
