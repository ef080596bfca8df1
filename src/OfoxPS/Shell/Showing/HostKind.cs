using System.Management.Automation.Host;

namespace OfoxPS.Shell.Showing;

/// <summary>Whether a person is at the host of a cmdlet.</summary>
internal static class HostKind
{
    /// <summary>
    /// Whether a person sees what is shown and can answer a prompt. Not where the input of a console is redirected, as in jobs and remote
    /// sessions, because a prompt would read its answer from there. Other hosts decide themselves whether they can prompt.
    /// </summary>
    public static bool IsInteractive(PSHost host) =>
        host.UI is not null && (host.Name is not ("ConsoleHost" or "ServerRemoteHost") || IsConsoleOfAPerson());

    private static bool IsConsoleOfAPerson() =>
        Environment.UserInteractive && !Console.IsInputRedirected
        && !Environment.GetCommandLineArgs().Skip(1).Any(static argument =>
            argument.Length >= 5 && "-noninteractive".StartsWith(argument.Replace('/', '-').ToLowerInvariant(), StringComparison.Ordinal));
}
