using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace OfoxPS.Tools;

/// <summary>Asks a person before a call that may do harm. Where nobody can answer, the answer is no.</summary>
internal static class ToolConsent
{
    /// <exception cref="ToolCallException">The call is denied, and why.</exception>
    public static void Ask(PSCmdlet cmdlet, CommandTool tool, ChatToolCall call)
    {
        if (!tool.MustAsk || tool.Options.WhatIf)
        {
            return;
        }

        if (!CanAnswer(cmdlet.Host))
        {
            throw Denied("it needs a person's consent, and nobody is there to give it");
        }

        bool agreed;
        try
        {
            agreed = cmdlet.ShouldContinue($"The model wants to run {tool.Options.Shown} with {call.ArgumentsJson}", "Run this command?");
        }
        catch (Exception error) when (error is HostException or PSInvalidOperationException or NotImplementedException or PSNotSupportedException)
        {
            throw Denied($"it needs a person's consent, and the question could not be asked ({error.Message})");
        }

        if (!agreed)
        {
            throw Denied("the person at the console said no");
        }
    }

    private static ToolCallException Denied(string reason) => new($"Denied: {reason}.");

    private static bool CanAnswer(PSHost host) =>
        host.UI is not null && Environment.UserInteractive && !Console.IsInputRedirected
        && !Environment.GetCommandLineArgs().Skip(1).Any(static argument =>
            argument.Length >= 5 && "-noninteractive".StartsWith(argument.Replace('/', '-').ToLowerInvariant(), StringComparison.Ordinal));
}
