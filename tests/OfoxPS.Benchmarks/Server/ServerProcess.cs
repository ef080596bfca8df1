using System;
using System.Diagnostics;

namespace OfoxPS.Benchmarks.Server;

/// <summary>
/// The server in a process of its own, so that what it allocates is not counted as the client's. It ends with the standard input.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>The argument with which this program is the server.</summary>
    public const string Argument = "--serve";

    private readonly Process _process;

    public ServerProcess()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [typeof(ServerProcess).Assembly.Location, Argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (!start.FileName.EndsWith("dotnet", StringComparison.OrdinalIgnoreCase)
            && !start.FileName.EndsWith("dotnet.exe", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.RemoveAt(0);
        }

        _process = Process.Start(start)!;
        Base = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server did not start.");
    }

    /// <summary>The base URL.</summary>
    public string Base { get; }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5000);
        _process.Dispose();
    }
}
