using System;
using System.Threading.Tasks;

namespace OfoxPS.McpServer;

/// <summary><c>sdk</c> is a server that the official SDK makes; any other word is a behaviour of <see cref="RawServer"/>.</summary>
internal static class Program
{
    private static async Task Main(string[] arguments)
    {
        string kind = arguments.Length > 0 ? arguments[0] : "sdk";
        if (kind == "sdk")
        {
            await SdkServer.RunAsync().ConfigureAwait(false);
        }
        else
        {
            new RawServer(kind, Console.In, Console.Out).Run();
        }
    }
}
