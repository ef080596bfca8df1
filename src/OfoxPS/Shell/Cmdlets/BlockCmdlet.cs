using System.Management.Automation;
using OfoxPS.Core.Recording;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>
/// Base of the cmdlets that run a script block and answer its requests in the server's place. The block runs as <c>. { }</c>
/// does: its output is written at once, its variables are the caller's, and its errors are unchanged.
/// </summary>
public abstract class BlockCmdlet : OfoxCmdlet
{
    /// <summary>The parameter set of a block with a script.</summary>
    internal const string Block = "Block";

    /// <summary>The parameter set of a block that goes on until Stop-OfoxTestBlock.</summary>
    private const string Started = "Start";

    private readonly List<object?> _input = [];
    private SteppablePipeline? _block;
    private TestScope? _scope;

    /// <summary>The script block whose requests are answered.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = Block)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>Begins a block without a script, which goes on until Stop-OfoxTestBlock: for BeforeEach and AfterEach.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Started)]
    public SwitchParameter Start { get; set; }

    /// <summary>Input for the script block.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = Block)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>Allows other runspaces of the process to send requests while the block runs; without it they are refused.</summary>
    [Parameter]
    public SwitchParameter AllowOtherRunspace { get; set; }

    /// <summary>Connections to MCP servers that may be used inside the block; no other is, and none is started.</summary>
    [Parameter]
    public McpServer[] McpServer { get; set; } = [];

    /// <summary>The state of the block; set in BeginProcessing.</summary>
    private protected TestScope Scope => _scope!;

    /// <summary>Creates what answers the requests of the block. Called once, before the block begins.</summary>
    /// <exception cref="OfoxException">The parameters cannot be used together, or a file cannot be read.</exception>
    private protected abstract IResponder CreateAnswers();

    /// <summary>Whether the block sends its requests to the server, so that other runspaces may do so as well.</summary>
    private protected virtual bool SendsAll => false;

    /// <summary>Checks, after the block has run to its end, whether its requests were as expected.</summary>
    /// <param name="cmdlet">The cmdlet that ends the block and can write: this one, or Stop-OfoxTestBlock.</param>
    /// <returns>The error to report; null if there is none.</returns>
    private protected virtual OfoxException? AtEnd(OfoxCmdlet cmdlet) => null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        EndOnFailure(null, () =>
        {
            bool guards = !AllowOtherRunspace && !SendsAll;
            _scope = new TestScope(CreateAnswers(), TestScopes.Current.Innermost, guards) { Servers = McpServer };
        });

        if (Start)
        {
            TestScopes.Current.Start(_scope!, cmdlet => AtEnd((OfoxCmdlet)cmdlet));
        }

        // In constrained language mode a steppable pipeline cannot read the caller's variables, so the whole block runs in EndProcessing.
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

    // A steppable pipeline writes its output to this cmdlet's pipeline while the block runs, and dot-sourcing keeps the caller's scope.
    private SteppablePipeline CreatePipeline() =>
        ScriptBlock.Create("param($block, $end) . $block | & $end")
            .GetSteppablePipeline(CommandOrigin.Internal, [ScriptBlock, WriteOutsideCommand.Info]);

    // Runs the whole block with the rights of the session, and writes its output and its errors to this pipeline.
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
