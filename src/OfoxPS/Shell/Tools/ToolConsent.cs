using System.Collections;
using System.Collections.ObjectModel;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Management.Automation.Host;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.Tools;

/// <summary>Asks for confirmation of tool calls. Where nobody can answer, the call is denied.</summary>
internal static class ToolConsent
{
    private const int LongestValue = 300;

    // The index of the choice that shows the values in full.
    private const int Show = 2;

    /// <summary>Asks for confirmation, whatever the preferences are.</summary>
    /// <param name="cmdlet">The cmdlet that asks.</param>
    /// <param name="tool">The name of the tool in the prompt.</param>
    /// <param name="arguments">The arguments of the model.</param>
    /// <param name="bound">The fixed values.</param>
    /// <exception cref="ToolCallException">The call is denied; the message has the reason.</exception>
    public static void Require(PSCmdlet cmdlet, string tool, OrderedDictionary arguments, IDictionary bound)
    {
        if (!HostTerminal.IsInteractive(cmdlet.Host))
        {
            throw Denied("it needs a person's consent, and nobody is there to give it");
        }

        bool agreed;
        try
        {
            agreed = Agrees(cmdlet.Host.UI, tool, arguments, bound);
        }
        catch (Exception error) when (error is HostException or PSInvalidOperationException
            or NotImplementedException or PSNotSupportedException)
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
        string full = Describe(arguments, bound, int.MaxValue);
        Collection<ChoiceDescription> choices = [
            new("&Yes", "Run it, with these values."), new("&No", "Do not run it; the model is told.")];
        if (full.Length > question.Length)
        {
            choices.Add(new("&Show", "Show the values in full, then ask again."));
        }

        // The default is No, so that an Enter that was typed ahead does not confirm.
        int answer = ui.PromptForChoice(caption, question, choices, defaultChoice: 1);
        if (answer == Show)
        {
            choices.RemoveAt(Show);
            answer = ui.PromptForChoice(caption, full, choices, defaultChoice: 1);
        }

        return answer == 0;
    }

    // The arguments, then the fixed values, one per line. Long values are shortened in the middle.
    private static string Describe(OrderedDictionary arguments, IDictionary bound, int longest)
    {
        string[] lines =
        [
            .. arguments.Keys.Cast<string>()
                .Select(name => $"{name} = {TerminalText.OneLine(JsonTreeWriter.ToText(arguments[name]), longest)}"),
            .. bound.Keys.Cast<object>().Select(name => $"{name} = {TerminalText.OneLine($"{bound[name]}", longest)}  (fixed)"),
        ];
        return lines.Length == 0 ? "without parameters" : string.Join("\n", lines);
    }

    private static ToolCallException Denied(string reason) => new($"Denied: {reason}.");
}
