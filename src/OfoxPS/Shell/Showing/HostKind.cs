using System;
using System.Linq;
using System.Management.Automation.Host;

namespace OfoxPS.Shell.Showing;

/// <summary>What kind of host a cmdlet runs in.</summary>
internal static class HostKind
{
    /// <summary>
    /// Whether a person is there, who sees what is shown and can answer. A console whose input is not a person's takes what is in it for the
    /// answer; jobs and remote sessions have such an input. Any other host knows itself whether it can ask.
    /// </summary>
    public static bool IsInteractive(PSHost host) =>
        host.UI is not null && (host.Name is not ("ConsoleHost" or "ServerRemoteHost") || IsConsoleOfAPerson());

    private static bool IsConsoleOfAPerson() =>
        Environment.UserInteractive && !Console.IsInputRedirected
        && !Environment.GetCommandLineArgs().Skip(1).Any(static argument =>
            argument.Length >= 5 && "-noninteractive".StartsWith(argument.Replace('/', '-').ToLowerInvariant(), StringComparison.Ordinal));
}
