using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Threading;
using OfoxPS.Core.Client;
using OfoxPS.Core.Recording;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Testing;

/// <summary>The blocks that are open in a runspace, and the last one that ended. It belongs to the runspace and ends with it.</summary>
internal sealed class TestScopes
{
    private static readonly ConditionalWeakTable<Runspace, TestScopes> Runspaces = new();

    // A host that runs sessions which know nothing of each other in one process allows it for all blocks.
    private const string Switch = "OfoxPS.AllowOtherRunspace";

    private static int _guardsOfAll;

    private readonly Stack<TestScope> _open = new();
    private readonly Dictionary<TestScope, Func<PSCmdlet, OfoxException?>> _started = [];
    private int _guards;
    private (string Key, TestScope Scope)? _environment;
    private TestScope? _last;

    public static TestScopes Current => Runspaces.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>What was sent inside the innermost block, or inside the last one.</summary>
    public IReadOnlyList<TestRequest> Requests => (Innermost ?? _last)?.Requests ?? [];

    public TestScope? Innermost => _open.Count > 0 ? _open.Peek() : null;

    /// <summary>The number of the block, or of the environment's cassette, that answers; 0 where the gateway does.</summary>
    public int Number => (Innermost ?? _environment?.Scope)?.Number ?? 0;

    /// <summary>Who answers the requests of a command that begins now; null is the gateway.</summary>
    /// <exception cref="OfoxException">The environment names a cassette that cannot be used.</exception>
    public TestScope? For(PSCmdlet cmdlet) => Innermost ?? FromEnvironment(cmdlet) ?? Refused();

    /// <summary>Runs something inside a block; however it ends, the outer block holds again.</summary>
    public void Run(TestScope scope, Action action)
    {
        Push(scope);
        try
        {
            action();
        }
        finally
        {
            // What was started inside it and not ended ends with it.
            while (Pop() != scope)
            {
            }

            _last = scope;
        }
    }

    /// <summary>Opens a block that goes on until <see cref="Stop"/>.</summary>
    /// <param name="scope">The block.</param>
    /// <param name="end">What is found at its end; the cmdlet that ends it tells of it.</param>
    public void Start(TestScope scope, Func<PSCmdlet, OfoxException?> end)
    {
        Push(scope);
        _started[scope] = end;
    }

    /// <summary>Ends the innermost block, which was started and has no script of its own.</summary>
    /// <param name="cmdlet">The cmdlet that ends it.</param>
    /// <returns>What was found at its end; null where all is well.</returns>
    /// <exception cref="OfoxException">No block was started, or one with a script runs inside it.</exception>
    public OfoxException? Stop(PSCmdlet cmdlet)
    {
        if (Innermost is not { } scope || !_started.TryGetValue(scope, out Func<PSCmdlet, OfoxException?>? end))
        {
            throw Failure.InvalidArgument("No test block was started here. Use-OfoxTestResponse -Start and Use-OfoxCassette -Start begin one");
        }

        Pop();
        _last = scope;
        return end(cmdlet);
    }

    /// <summary>A runspace that is gone holds nobody back.</summary>
    ~TestScopes() => Interlocked.Add(ref _guardsOfAll, -_guards);

    /// <summary>Runs something outside of the innermost block: the block covers its own script, not what reads its output.</summary>
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
        Guard(scope, 1);
    }

    private TestScope Pop()
    {
        TestScope scope = _open.Pop();
        _started.Remove(scope);
        Guard(scope, -1);
        return scope;
    }

    private void Guard(TestScope scope, int change)
    {
        if (scope.Guards)
        {
            _guards += change;
            Interlocked.Add(ref _guardsOfAll, change);
        }
    }

    private TestScope? Refused()
    {
        bool byBlock = Volatile.Read(ref _guardsOfAll) > _guards && !(AppContext.TryGetSwitch(Switch, out bool isAllowed) && isAllowed);
        return OfflineMode.Refusal() is not null ? new TestScope(RefusedRequests.ByEnvironment, null)
            : byBlock ? new TestScope(RefusedRequests.ByBlock, null)
            : null;
    }

    // One use of the cassette for each line of an interactive session, and one for a whole script.
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
