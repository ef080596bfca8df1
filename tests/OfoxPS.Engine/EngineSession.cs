using System;
using System.Management.Automation.Runspaces;

namespace OfoxPS.Hosting;

/// <summary>Sessions of the engine: the language, Microsoft.PowerShell.Core and the file system; no other module, and no profile.</summary>
public static class EngineSession
{
    /// <param name="host">The host of the session.</param>
    /// <param name="configure">Adds to what the session begins with: modules, commands, variables.</param>
    /// <exception cref="System.Management.Automation.RuntimeException">A module could not be imported.</exception>
    public static Runspace Open(EngineHost host, Action<InitialSessionState>? configure = null)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        configure?.Invoke(state);
        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        try
        {
            runspace.Open();
            return runspace;
        }
        catch
        {
            runspace.Dispose();
            throw;
        }
    }
}
