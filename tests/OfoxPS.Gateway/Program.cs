using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace OfoxPS.Gateway;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (!CommandLine.TryParse(args, out CommandLine? commandLine, out string? problem))
        {
            await Console.Error.WriteLineAsync(problem);
            return 2;
        }

        try
        {
            await using GatewayServer gateway = await GatewayServer.StartAsync(commandLine.Options);
            await Console.Out.WriteLineAsync(gateway.BaseUri);
            await Console.Out.FlushAsync();
            await WaitForTheEndAsync(commandLine.UntilStdinCloses);
            return 0;
        }
        catch (IOException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task WaitForTheEndAsync(bool untilStdinCloses)
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        await (untilStdinCloses ? Task.WhenAny(asked.Task, StdinClosedAsync()) : asked.Task);

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            asked.TrySetResult();
        }
    }

    private static async Task StdinClosedAsync()
    {
        await using Stream stdin = Console.OpenStandardInput();
        byte[] buffer = new byte[256];
        while (await stdin.ReadAsync(buffer) > 0)
        {
        }
    }
}
