using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Formatting;

/// <summary>The texts of answers in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CompletionView
{
    private const int LongestRow = 320;

    /// <summary>The answer, or the answers, with the calls they ask for.</summary>
    /// <param name="completion">The completion.</param>
    public static string Answer(object completion)
    {
        ChatChoice[] choices = ViewText.Live<ChatCompletion>(completion).Choices;
        return string.Join("\n\n", choices.Select(
            choice => choices.Length == 1 ? MessageView.Message(choice.Message) : $"#{choice.Index + 1}: {MessageView.Message(choice.Message)}"));
    }

    /// <summary>One line on how the answer came about.</summary>
    /// <param name="completion">The completion.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static string Status(object completion, object? style)
    {
        ChatCompletion answer = ViewText.Live<ChatCompletion>(completion);
        return ViewText.Dim("  " + Facts(answer, Seconds(answer.Duration)), style);
    }

    /// <summary>The same for an answer that was shown as it arrived.</summary>
    /// <param name="completion">The completion.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static string StreamStatus(object completion, object? style)
    {
        ChatCompletion answer = ViewText.Live<ChatCompletion>(completion);
        string calls = string.Concat(answer.ToolCalls.Select(static call => $"  calls {TerminalText.OneLine(call.ToString())}\n"));
        string time = answer.TimeToFirstToken is { } first ? $"first word {Seconds(first)}, {Seconds(answer.Duration)}" : Seconds(answer.Duration);
        return calls + ViewText.Dim("  " + Facts(answer, time), style);
    }

    /// <summary>An answer on one line, for a table.</summary>
    /// <param name="completion">The completion.</param>
    public static string Row(object completion) =>
        TerminalText.OneLine(TerminalText.Truncate(Answer(completion), LongestRow).Replace('\n', ' '));

    private static string Facts(ChatCompletion completion, string time)
    {
        // Which of many files this is about.
        List<string> facts = completion.InputObject is { } input && FileOf(input) is { } file ? [file.Name, Model(completion)] : [Model(completion)];
        if (completion.ToolInvocations.Length > 0)
        {
            int rounds = completion.ToolInvocations.Max(static call => call.Round) + 1;
            ILookup<bool, ToolInvocation> calls = completion.ToolInvocations.ToLookup(static call => call.Error is null);
            facts.Add($"{rounds} rounds{Tools("ran", calls[true])}{Tools("failed", calls[false])}");
        }

        if (completion.Usage is not null)
        {
            facts.Add(completion.Usage.ToString());
        }

        if (completion.Duration > TimeSpan.Zero)
        {
            facts.Add(time);
        }

        if (completion.Attempts > 1)
        {
            facts.Add($"{completion.Attempts} attempts");
        }

        facts.Add(completion.FinishReason ?? "no finish reason");
        return TerminalText.OneLine(string.Join(ViewText.Separator, facts));
    }

    private static FileInfo? FileOf(object input) => Unwrap.Value(input) as FileInfo;

    private static string Tools(string what, IEnumerable<ToolInvocation> calls)
    {
        string names = string.Join(", ", calls.Select(static call => TerminalText.OneLine(call.Tool)).Distinct());
        return names.Length > 0 ? $", {what} {names}" : string.Empty;
    }

    private static string Model(ChatCompletion completion) =>
        completion.RequestedModel is null || completion.Model is null || completion.Model == completion.RequestedModel
            ? completion.Model ?? completion.RequestedModel ?? "model unknown"
            : $"{completion.Model} (asked: {completion.RequestedModel})";

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
