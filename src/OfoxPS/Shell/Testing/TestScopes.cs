using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using OfoxPS.Core.Client;
using OfoxPS.Core.Recording;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Testing;

/// <summary>The open test blocks of a runspace, and the last one that ended. They are discarded with the runspace.</summary>
internal sealed class TestScopes
{
    private static readonly ConditionalWeakTable<Runspace, TestScopes> Runspaces = new();

    // An AppContext switch for hosts that run independent sessions in one process: other runspaces may send while a block runs.
    private const string AllowOtherRunspaceSwitch = "OfoxPS.AllowOtherRunspace";

    // Open blocks that keep all other runspaces of the process from sending, and those of them that are in this runspace.
    private static int _guardsInProcess;

    private readonly Stack<TestScope> _open = new();
    private readonly Dictionary<TestScope, Func<PSCmdlet, OfoxException?>> _withoutScript = [];
    private int _guardsHere;
    private (string Key, TestScope Scope)? _environment;
    private TestScope? _last;

    /// <summary>A runspace that was closed inside a block no longer keeps others from sending.</summary>
    ~TestScopes() => Interlocked.Add(ref _guardsInProcess, -_guardsHere);

    public static TestScopes Current => Runspaces.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>The requests that were sent inside the innermost block, or inside the last one.</summary>
    public IReadOnlyList<TestRequest> Requests => (Innermost ?? _last)?.Requests ?? [];

    public TestScope? Innermost => _open.Count > 0 ? _open.Peek() : null;

    /// <summary>The number of the block or of the environment's cassette that answers; 0 where the server does.</summary>
    public int Number => (Innermost ?? _environment?.Scope)?.Number ?? 0;

    /// <summary>What answers the requests of a command that begins now; null for the server.</summary>
    /// <exception cref="OfoxException">The cassette of the environment cannot be used.</exception>
    public TestScope? For(PSCmdlet cmdlet) => Innermost ?? FromEnvironment(cmdlet) ?? RefusingScope();

    /// <summary>Runs an action inside a block, and makes the outer block current again however the action ends.</summary>
    public void Run(TestScope scope, Action action)
    {
        Push(scope);
        try
        {
            action();
        }
        finally
        {
            // Blocks that were started inside it and not stopped end with it.
            while (Pop() != scope)
            {
            }

            _last = scope;
        }
    }

    /// <summary>Opens a block that goes on until <see cref="Stop"/>.</summary>
    /// <param name="scope">The block.</param>
    /// <param name="end">Checks the block at its end, for the cmdlet that ends it.</param>
    public void Start(TestScope scope, Func<PSCmdlet, OfoxException?> end)
    {
        Push(scope);
        _withoutScript[scope] = end;
    }

    /// <summary>Ends the innermost block, which was started and has no script of its own.</summary>
    /// <returns>The error to report; null if there is none.</returns>
    /// <exception cref="OfoxException">No block was started, or one with a script runs inside it.</exception>
    public OfoxException? Stop(PSCmdlet cmdlet)
    {
        if (Innermost is not { } scope || !_withoutScript.TryGetValue(scope, out Func<PSCmdlet, OfoxException?>? end))
        {
            throw Failure.InvalidArgument(
                "No test block was started here. Use-OfoxTestResponse -Start and Use-OfoxCassette -Start begin one");
        }

        Pop();
        _last = scope;
        return end(cmdlet);
    }

    /// <summary>Runs an action outside the innermost block, because the commands that read its output are not part of it.</summary>
    public void RunOutside(Action action)
    {
        TestScope inner = _open.Pop();
        try
        {
            action();
        }
        finally
        {
            _open.Push(inner);
        }
    }

    private void Push(TestScope scope)
    {
        _open.Push(scope);
        CountGuard(scope, 1);
    }

    private TestScope Pop()
    {
        TestScope scope = _open.Pop();
        _withoutScript.Remove(scope);
        CountGuard(scope, -1);
        return scope;
    }

    private void CountGuard(TestScope scope, int change)
    {
        if (scope.Guards)
        {
            _guardsHere += change;
            Interlocked.Add(ref _guardsInProcess, change);
        }
    }

    private TestScope? RefusingScope()
    {
        bool isRefusedByOtherRunspace = Volatile.Read(ref _guardsInProcess) > _guardsHere
            && !(AppContext.TryGetSwitch(AllowOtherRunspaceSwitch, out bool isAllowed) && isAllowed);
        return OfflineMode.Refusal() is not null ? new TestScope(RefusedRequests.ByEnvironment, null)
            : isRefusedByOtherRunspace ? new TestScope(RefusedRequests.ByBlock, null)
            : null;
    }

    // The cassette is used anew for each line of an interactive session, and once for a whole script.
    private TestScope? FromEnvironment(PSCmdlet cmdlet)
    {
        if (CassetteEnvironment.Read(cmdlet) is not { } options)
        {
            _environment = null;
            return null;
        }

        string key = $"{cmdlet.MyInvocation.HistoryId} {options.Mode} {options.Path}";
        if (_environment?.Key != key)
        {
            CassetteSession session = new(options);
            if (session.Warning is { } warning)
            {
                cmdlet.WriteWarning(TerminalText.Sanitize(warning));
            }

            _environment = (key, new TestScope(session, null));
        }

        return _last = _environment.Value.Scope;
    }
}
