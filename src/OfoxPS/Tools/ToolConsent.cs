using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using OfoxPS.Binding;
using OfoxPS.Formatting;
using OfoxPS.Json;

namespace OfoxPS.Tools;

/// <summary>Asks a person before a call that may do harm. Where nobody can answer, the answer is no.</summary>
internal static class ToolConsent
{
    private const int LongestValue = 300;

    /// <exception cref="ToolCallException">The call is denied, and why.</exception>
    public static void Ask(PSCmdlet cmdlet, CommandTool tool, IDictionary arguments)
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
            // No is the default: an Enter typed ahead must not agree.
            agreed = cmdlet.Host.UI.PromptForChoice(
                $"The model wants to run {tool.Options.Shown}",
                Describe(arguments),
                [new ChoiceDescription("&Yes", "Run it, with these values."), new ChoiceDescription("&No", "Do not run it; the model is told.")],
                defaultChoice: 1) == 0;
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

    // What will run, fixed values too: a line for each, however long the model made it.
    private static string Describe(IDictionary arguments) => arguments.Count == 0
        ? "without parameters"
        : string.Join("\n", arguments.Keys.Cast<object>().Select(name => $"{name} = {Visible.Text(Text(arguments[name]), LongestValue)}"));

    private static string Text(object? value) =>
        value is string text ? $"'{text}'" : PlainWriter.ToText(PlainReader.Tolerant(ToolOptions.DefaultOutputDepth).Read(value));

    private static ToolCallException Denied(string reason) => new($"Denied: {reason}.");

    private static bool CanAnswer(PSHost host) =>
        host.UI is not null && Environment.UserInteractive && !Console.IsInputRedirected
        && !Environment.GetCommandLineArgs().Skip(1).Any(static argument =>
            argument.Length >= 5 && "-noninteractive".StartsWith(argument.Replace('/', '-').ToLowerInvariant(), StringComparison.Ordinal));
}
