using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OfoxPS.Gateway;

internal sealed record CommandLine(GatewayOptions Options, bool UntilStdinCloses)
{
    private const string Usage = "usage: OfoxPS.Gateway [--port N] [--ipv6] [--pace MILLISECONDS] [--keep REQUESTS] [--until-stdin-closes]";

    public static bool TryParse(string[] args, [NotNullWhen(true)] out CommandLine? commandLine, out string? problem)
    {
        GatewayOptions options = new();
        bool untilStdinCloses = false;
        commandLine = null;
        problem = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--port" when i + 1 < args.Length && TryReadPort(args[i + 1], out int port):
                    options = options with { Port = port };
                    i++;
                    break;
                case "--pace" when i + 1 < args.Length
                    && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int pace):
                    options = options with { Pace = pace };
                    i++;
                    break;
                case "--keep" when i + 1 < args.Length
                    && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int keep):
                    options = options with { Keep = keep };
                    i++;
                    break;
                case "--ipv6":
                    options = options with { IPv6 = true };
                    break;
                case "--until-stdin-closes":
                    untilStdinCloses = true;
                    break;
                default:
                    problem = $"'{args[i]}' is not understood. {Usage}";
                    return false;
            }
        }

        commandLine = new(options, untilStdinCloses);
        return true;
    }

    private static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;
}
