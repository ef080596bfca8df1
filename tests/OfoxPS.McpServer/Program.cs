using System;
using System.Threading.Tasks;

namespace OfoxPS.McpServer;

/// <summary>
/// <c>sdk</c> and <c>files</c> are servers that the official SDK makes, <c>sdk:2025-11-25</c> one of an older revision of the protocol;
/// <c>http</c> and <c>http:sessions</c>, with a port behind them, are the same at an address; any other word is a behaviour of
/// <see cref="RawServer"/>.
/// </summary>
internal static class Program
{
    private static async Task Main(string[] arguments)
    {
        string[] kind = (arguments.Length > 0 ? arguments[0] : "sdk").Split(':', 2);
        switch (kind[0])
        {
            case "sdk":
                await SdkServer.RunAsync(kind.Length > 1 ? kind[1] : null);
                break;
            case "files":
                await FilesServer.RunAsync(arguments[1]);
                break;
            case "http":
                await HttpServer.RunAsync(hasSessions: kind.Length > 1, arguments.Length > 1 ? int.Parse(arguments[1]) : 0);
                break;
            default:
                new RawServer(arguments[0], Console.In, Console.Out, arguments[1..]).Run();
                break;
        }
    }
}
