using System;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>Asks a person before a call that may do harm. Where nobody can answer, the answer is no.</summary>
internal static class ToolConsent
{
    private const int LongestValue = 300;

    /// <returns>Whether a person was asked, and agreed.</returns>
    /// <exception cref="ToolCallException">The call is denied, and why.</exception>
    public static bool Ask(PSCmdlet cmdlet, CommandTool tool, OrderedDictionary arguments)
    {
        _ = LanguagePrimitives.TryConvertTo(cmdlet.SessionState.PSVariable.GetValue("ConfirmPreference", ConfirmImpact.High), out ConfirmImpact preference);
        if (tool.Options.WhatIf || !tool.MustAsk(preference))
        {
            return false;
        }

        if (!HostKind.IsInteractive(cmdlet.Host))
        {
            throw Denied("it needs a person's consent, and nobody is there to give it");
        }

        bool agreed;
        try
        {
            // No is the default: an Enter typed ahead must not agree.
            agreed = cmdlet.Host.UI.PromptForChoice(
                TerminalText.OneLine($"The model wants to run {tool.Options.Shown}"),
                Describe(tool, arguments),
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

        return true;
    }

    // What will run: the model's own values whole, then the fixed ones; a line for each, however long the model made it.
    private static string Describe(CommandTool tool, OrderedDictionary arguments)
    {
        string[] lines =
        [
            .. arguments.Keys.Cast<string>().Select(name => $"{name} = {TerminalText.OneLine(JsonTreeWriter.ToText(arguments[name]), LongestValue)}"),
            .. tool.Options.Bind.Keys.Cast<object>().Select(name => $"{name} = {TerminalText.OneLine($"{tool.Options.Bind[name]}", LongestValue)}  (fixed)"),
        ];
        return lines.Length == 0 ? "without parameters" : string.Join("\n", lines);
    }

    private static ToolCallException Denied(string reason) => new($"Denied: {reason}.");
}
