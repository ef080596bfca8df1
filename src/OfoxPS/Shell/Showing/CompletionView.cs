using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Showing;

/// <summary>The texts of answers in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CompletionView
{
    private const int LongestRow = 320;

    /// <summary>The answer, or the answers, with the calls they ask for.</summary>
    /// <param name="completion">The completion.</param>
    public static string Answer(PSObject completion) => AnswerOf(ViewText.Live<ChatCompletion>(completion));

    internal static string AnswerOf(ChatCompletion completion)
    {
        ChatChoice[] choices = completion.Choices;
        return string.Join("\n\n", choices.Select(
            choice => choices.Length == 1 ? MessageView.TextOf(choice.Message) : $"#{choice.Index + 1}: {MessageView.TextOf(choice.Message)}"));
    }

    /// <summary>All that is shown of a completion: the answer, and one line on how it came about.</summary>
    /// <param name="completion">The completion.</param>
    /// <param name="host">The host that the view may be for.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static string Completion(object completion, PSHost host, object? style)
    {
        ChatCompletion answer = ViewText.Live<ChatCompletion>(completion);
        bool isForHost = EngineInternals.IsViewForHost();
        HostTerminal? terminal = isForHost ? HostTerminal.Of(host, style) : null;
        int width = terminal?.LineWidth ?? int.MaxValue;
        if (answer.IsShown && isForHost)
        {
            // Its text stands above already.
            string calls = string.Concat(answer.ToolCalls.Select(static call => $"  calls {TerminalText.OneLine(call.ToString())}\n"));
            calls = string.Concat((answer.Message is { } said ? MessageView.Attached(said) : []).Select(static line => $"{line}\n")) + calls;

            // The first one has an empty line before it from whoever begins to format.
            string footer = HostTerminal.IsRedirected(host) ? string.Empty : ViewText.Dim(StatusLine.Of(answer, wasLive: true, width), style) + "\n";
            return $"{(answer.IsFurther ? "\n" : string.Empty)}{calls}{footer}";
        }

        string text = AnswerOf(answer);
        if (terminal is not null && !HostTerminal.IsTranscribing(host))
        {
            text = terminal.Fit(text);
        }

        if (isForHost && HostTerminal.IsRedirected(host))
        {
            return HostTerminal.TryWriteWhole(host, terminal, text) ? string.Empty : $"{text}\n";
        }

        string status = ViewText.Dim(StatusLine.Of(answer, wasLive: false, width), style);
        return isForHost && !HostTerminal.IsTranscribing(host) && HostTerminal.TryWriteWhole(host, terminal, text) ? $"\n{status}\n" : $"{text}\n\n{status}\n";
    }

    /// <summary>One line on how an answer came about.</summary>
    /// <param name="completion">The completion.</param>
    public static string Status(PSObject completion) => StatusLine.Of(ViewText.Live<ChatCompletion>(completion), wasLive: false, int.MaxValue);

    /// <summary>An answer on one line, for a table.</summary>
    /// <param name="completion">The completion.</param>
    public static string Row(PSObject completion) =>
        TerminalText.OneLine(TerminalText.Truncate(Answer(completion), LongestRow).Replace('\n', ' '));
}
