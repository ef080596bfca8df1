using System.Diagnostics;
using System.Linq;

namespace OfoxPS.Shell.Formatting;

/// <summary>Who asked for a view: the host, to show it, or somebody who wants its text.</summary>
internal static class FormatTarget
{
    private const string Commands = "Microsoft.PowerShell.Commands.";

    /// <summary>
    /// Whether the view that is being made goes to the host. A redirection, Out-File, Out-String, Tee-Object and another program are no host,
    /// and neither is Format-Custom, whose result may go anywhere.
    /// </summary>
    public static bool IsHost()
    {
        // A view is not told who asks. The commands that take its text stand below it on the stack.
        string?[] types = [.. (new StackTrace().GetFrames() ?? []).Select(static frame => frame?.GetMethod()?.DeclaringType?.FullName)];
        return types.Contains(Commands + "Internal.Format.OutputManagerInner")
            && !types.Contains(Commands + "OutFileCommand") && !types.Contains(Commands + "OutStringCommand");
    }
}
