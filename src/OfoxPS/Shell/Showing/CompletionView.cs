using System.ComponentModel;
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

    /// <summary>The answer, or all choices of it, with their tool calls.</summary>
    /// <param name="completion">The completion.</param>
    public static string Answer(PSObject completion) => AnswerOf(ViewText.Live<ChatCompletion>(completion));

    internal static string AnswerOf(ChatCompletion completion)
    {
        ChatChoice[] choices = completion.Choices;
        return string.Join("\n\n", choices.Select(
            choice => choices.Length == 1
                ? MessageView.TextOf(choice.Message)
                : $"#{choice.Index + 1}: {MessageView.TextOf(choice.Message)}"));
    }

    /// <summary>The view of a completion: the answer and its status line.</summary>
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
            // The text of the answer was shown while it arrived.
            string calls = string.Concat(answer.ToolCalls.Select(static call => $"  calls {TerminalText.OneLine(call.ToString())}\n"));
            calls = string.Concat((answer.Message is { } message ? MessageView.Attached(message) : []).Select(static line => $"{line}\n"))
                + calls;

            // PowerShell's formatting writes an empty line before the first object.
            string footer = HostTerminal.IsRedirected(host)
                ? string.Empty
                : ViewText.Dim(AnswerStatusLine.Of(answer, wasLive: true, width), style) + "\n";
            return $"{(answer.IsFurther ? "\n" : string.Empty)}{calls}{footer}";
        }

        string text = AnswerOf(answer);
        string fitted = terminal?.Fit(text) ?? text;
        if (isForHost && HostTerminal.IsRedirected(host))
        {
            return HostTerminal.TryWriteUnbroken(host, terminal, text, fitted) ? string.Empty : $"{text}\n";
        }

        string status = ViewText.Dim(AnswerStatusLine.Of(answer, wasLive: false, width), style);
        return isForHost && HostTerminal.TryWriteUnbroken(host, terminal, text, fitted)
            ? $"\n{status}\n"
            : $"{(HostTerminal.IsTranscribing(host) ? text : fitted)}\n\n{status}\n";
    }

    /// <summary>The status line of an answer: model, tokens, cost, time and finish reason.</summary>
    /// <param name="completion">The completion.</param>
    public static string Status(PSObject completion) =>
        AnswerStatusLine.Of(ViewText.Live<ChatCompletion>(completion), wasLive: false, int.MaxValue);

    /// <summary>An answer on one line, for a table.</summary>
    /// <param name="completion">The completion.</param>
    public static string Row(PSObject completion) =>
        TerminalText.OneLine(TerminalText.Truncate(Answer(completion), LongestRow).Replace('\n', ' '));
}
