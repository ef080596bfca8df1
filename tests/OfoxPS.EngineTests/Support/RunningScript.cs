using System.Management.Automation;
using System.Threading.Tasks;

namespace OfoxPS.EngineTests.Support;

/// <summary>A script that is running on a thread of its own.</summary>
public sealed class RunningScript
{
    private readonly PowerShell _shell;

    internal RunningScript(PowerShell shell, Engine engine)
    {
        _shell = shell;
        Result = Task.Run(() => engine.Invoke(shell, null));
    }

    /// <summary>What came of it, at its end.</summary>
    public Task<EngineResult> Result { get; }

    /// <summary>Stops it, as Ctrl+C does.</summary>
    public Task<EngineResult> StopAsync()
    {
        // What this gives is null where the pipeline stops at once, so only the end of the run is waited for.
        _ = _shell.BeginStop(null, null);
        return Result;
    }
}
