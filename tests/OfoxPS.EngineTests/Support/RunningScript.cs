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
    public async Task<EngineResult> StopAsync()
    {
        await Task.Factory.FromAsync(_shell.BeginStop(null, null), _shell.EndStop);
        return await Result;
    }
}
