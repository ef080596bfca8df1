using System;
using System.IO;
using System.Threading.Tasks;

namespace OfoxPS.Hosting;

/// <summary>OfoxPS.Engine script.ps1 [arguments]: runs a script as <c>pwsh -NoProfile -NonInteractive -File</c> would.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments.Length == 0 || !File.Exists(arguments[0]))
        {
            await Console.Error.WriteLineAsync("usage: OfoxPS.Engine script.ps1 [arguments]");
            return ScriptRunner.Failed;
        }

        using ScriptRunner runner = new(new EngineHost(ConsoleText.Instance));
        Console.CancelKeyPress += Stop;
        try
        {
            return await runner.RunFileAsync(Path.GetFullPath(arguments[0]), arguments[1..]);
        }
        finally
        {
            Console.CancelKeyPress -= Stop;
        }

        void Stop(object? sender, ConsoleCancelEventArgs e)
        {
            // The process goes on until the pipeline has ended: its finally blocks run, and open requests are closed.
            e.Cancel = true;
            runner.Stop();
        }
    }
}
