using System;
using System.Collections;
using System.Collections.ObjectModel;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.Tools;

/// <summary>Asks a person before a call that may do harm. Where nobody can answer, the answer is no.</summary>
internal static class ToolConsent
{
    private const int LongestValue = 300;

    // The place of the choice that shows the values in full.
    private const int Show = 2;

    /// <returns>Whether a person was asked, and agreed.</returns>
    /// <exception cref="ToolCallException">The call is denied, and why.</exception>
    public static bool Ask(PSCmdlet cmdlet, CommandTool tool, OrderedDictionary arguments)
    {
        _ = LanguagePrimitives.TryConvertTo(cmdlet.SessionState.PSVariable.GetValue("ConfirmPreference", ConfirmImpact.High), out ConfirmImpact preference);
        if (tool.Options.WhatIf || !tool.MustAsk(preference))
        {
            return false;
        }

        Require(cmdlet, tool.Options.Shown, arguments, tool.Options.Bind);
        return true;
    }

    /// <summary>Asks, whatever the preferences are.</summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="tool">What it is that the model wants to run.</param>
    /// <param name="arguments">The values of the model.</param>
    /// <param name="bound">The values that the model does not give.</param>
    /// <exception cref="ToolCallException">The call is denied, and why.</exception>
    public static void Require(PSCmdlet cmdlet, string tool, OrderedDictionary arguments, IDictionary bound)
    {
        if (!HostKind.IsInteractive(cmdlet.Host))
        {
            throw Denied("it needs a person's consent, and nobody is there to give it");
        }

        bool agreed;
        try
        {
            agreed = Agrees(cmdlet.Host.UI, tool, arguments, bound);
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

    private static bool Agrees(PSHostUserInterface ui, string tool, OrderedDictionary arguments, IDictionary bound)
    {
        string caption = TerminalText.OneLine($"The model wants to run {tool}");
        string question = Describe(arguments, bound, LongestValue);
        string whole = Describe(arguments, bound, int.MaxValue);
        Collection<ChoiceDescription> choices = [new("&Yes", "Run it, with these values."), new("&No", "Do not run it; the model is told.")];
        if (whole.Length > question.Length)
        {
            choices.Add(new("&Show", "Show the values in full, then ask again."));
        }

        // No is the default: an Enter typed ahead must not agree.
        int answer = ui.PromptForChoice(caption, question, choices, defaultChoice: 1);
        if (answer == Show)
        {
            choices.RemoveAt(Show);
            answer = ui.PromptForChoice(caption, whole, choices, defaultChoice: 1);
        }

        return answer == 0;
    }

    // What will run: the model's own values, then the fixed ones; a line for each. The middle of a long one is left out until it is asked for.
    private static string Describe(OrderedDictionary arguments, IDictionary bound, int longest)
    {
        string[] lines =
        [
            .. arguments.Keys.Cast<string>().Select(name => $"{name} = {TerminalText.OneLine(JsonTreeWriter.ToText(arguments[name]), longest)}"),
            .. bound.Keys.Cast<object>().Select(name => $"{name} = {TerminalText.OneLine($"{bound[name]}", longest)}  (fixed)"),
        ];
        return lines.Length == 0 ? "without parameters" : string.Join("\n", lines);
    }

    private static ToolCallException Denied(string reason) => new($"Denied: {reason}.");
}
