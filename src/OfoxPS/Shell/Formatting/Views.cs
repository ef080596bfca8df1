using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using OfoxPS.Core.Json;
using OfoxPS.Core.Preview;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Formatting;

/// <summary>The texts of the views in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Views
{
    private static readonly string[] AlwaysShown = ["BaseUri", "ApiKey", "Model"];

    private const string Separator = " · ";

    private const int LongestText = 80;

    /// <summary>The answer, or the answers, with the calls they ask for.</summary>
    /// <param name="completion">The completion.</param>
    public static string Answer(object completion)
    {
        ChatChoice[] choices = Live<ChatCompletion>(completion).Choices;
        return string.Join("\n\n", choices.Select(
            choice => choices.Length == 1 ? Message(choice.Message) : $"#{choice.Index + 1}: {Message(choice.Message)}"));
    }

    /// <summary>One line on how the answer came about.</summary>
    /// <param name="completion">The completion.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static string Status(object completion, object? style)
    {
        ChatCompletion answer = Live<ChatCompletion>(completion);
        return Dim("  " + Facts(answer, Seconds(answer.Duration)), style);
    }

    /// <summary>The same for an answer that was shown as it arrived.</summary>
    /// <param name="completion">The completion.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static string StreamStatus(object completion, object? style)
    {
        ChatCompletion answer = Live<ChatCompletion>(completion);
        string calls = string.Concat(answer.ToolCalls.Select(static call => $"  calls {TerminalText.OneLine(call.ToString())}\n"));
        string time = answer.TimeToFirstToken is { } first ? $"first word {Seconds(first)}, {Seconds(answer.Duration)}" : Seconds(answer.Duration);
        return calls + Dim("  " + Facts(answer, time), style);
    }

    /// <summary>A message's content, with its images named and its calls written out.</summary>
    /// <param name="message">The message.</param>
    public static string Message(object message)
    {
        ChatMessage said = Live<ChatMessage>(message);
        IEnumerable<string> lines = said.Parts.Select(static part => TerminalText.Sanitize(part.ToString()))
            .Concat(said.Refusal is null ? [] : [$"Refused: {TerminalText.Sanitize(said.Refusal)}"])
            .Concat(said.ToolCalls.Select(static call => $"calls {TerminalText.OneLine(call.ToString())}"));
        return string.Join("\n", lines);
    }

    /// <summary>Who speaks: the role, with the name or the call that is answered.</summary>
    /// <param name="message">The message.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static string Speaker(object message, object? style)
    {
        ChatMessage said = Live<ChatMessage>(message);
        return Dim(TerminalText.OneLine((said.Name ?? said.ToolCallId) is { } more ? $"{said.Role} ({more})" : said.Role), style);
    }

    /// <summary>An answer on one line, for a table.</summary>
    /// <param name="completion">The completion.</param>
    public static string Row(object completion) =>
        TerminalText.OneLine(TerminalText.Truncate(Answer(completion), LongestText * 4).Replace('\n', ' '));

    /// <summary>The text that a chunk brings, on one line.</summary>
    /// <param name="chunk">The chunk.</param>
    public static string Text(ChatChunk chunk) => TerminalText.OneLine(chunk.ToString());

    /// <summary>The pieces of calls that a chunk brings, on one line.</summary>
    /// <param name="chunk">The chunk.</param>
    public static string Calls(ChatChunk chunk) =>
        TerminalText.OneLine(string.Concat(chunk.Choices.SelectMany(static choice => choice.Delta.ToolCalls).Select(static call => call.Name + call.ArgumentsJson)));

    /// <summary>The parameters that a tool offers; mandatory ones are marked.</summary>
    /// <param name="tool">The tool.</param>
    public static string Parameters(ChatTool tool)
    {
        object?[] required = tool.Schema?["required"] as object?[] ?? [];
        return tool.Schema?["properties"] is System.Collections.IDictionary properties
            ? string.Join(", ", properties.Keys.Cast<object>().Select(name => required.Contains(name) ? $"{name}*" : $"{name}"))
            : string.Empty;
    }

    /// <summary>The settings that hold, one a line, with where each comes from.</summary>
    /// <param name="configuration">The configuration.</param>
    public static string Configuration(OfoxConfiguration configuration)
    {
        string[] names = [.. AlwaysShown.Concat(configuration.Source.Keys.Cast<string>()).Distinct()];
        int width = names.Max(static name => name.Length);
        return string.Join("\n", names.Select(name => $"{name.PadRight(width)} : {Setting(configuration, name)}".TrimEnd()));
    }

    /// <summary>A request as it goes over the wire, with long texts cut.</summary>
    /// <param name="request">The request.</param>
    public static string Request(OfoxRequest request)
    {
        IEnumerable<string> headers = request.Headers.Keys.Cast<object>().Select(name => $"{name}: {request.Headers[name]}");
        string body = JsonTreeWriter.ToText(RedactedJsonTree.Of(request.Body, Short), indented: true);
        string size = $"({request.Length} bytes, {Count(request.MessageCount, "message")}, {Count(request.PartCount, "part")}, {Count(request.ImageCount, "image")})";
        return TerminalText.Sanitize(string.Join("\n", [request.ToString(), .. headers, size, body]));
    }

    /// <summary>What summed requests have in common.</summary>
    /// <param name="usage">The sum.</param>
    public static string Group(OfoxUsage usage) => TerminalText.OneLine(string.Join(Separator, new[]
    {
        usage.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), usage.Model, usage.Script is "" ? "(no script)" : usage.Script,
    }.Where(static text => text is not null)));

    /// <summary>A time in seconds.</summary>
    /// <param name="time">The time.</param>
    public static string Time(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";

    /// <summary>What a step found, and what to do about it.</summary>
    /// <param name="step">The step.</param>
    public static string Advice(ConnectionStep step) =>
        TerminalText.OneLine(string.Join(" ", new[] { step.Detail, step.Remedy }.Where(static text => !string.IsNullOrEmpty(text))));

    internal static string Setting(OfoxConfiguration configuration, string name)
    {
        object? value = typeof(OfoxConfiguration).GetProperty(name)?.GetValue(configuration) ?? configuration.Other[name];
        string text = value switch
        {
            null => name == "ApiKey" ? "(none)" : string.Empty,
            System.Collections.IDictionary fields when name == "Header" => string.Join(", ", fields.Keys.Cast<object>()),
            System.Collections.IDictionary fields => JsonTreeWriter.ToText(fields),
            System.Collections.IEnumerable items and not string => string.Join(", ", items.Cast<object>()),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        return configuration.Source[name] is string source ? $"{text}  ({(source[0] == '$' ? "from " : string.Empty)}{source})" : text;
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? string.Empty : "s")}";

    // An image of some megabytes would fill the screen for minutes.
    private static string Short(string text) => text.Length <= LongestText || !text.StartsWith("data:", StringComparison.Ordinal)
        ? text
        : $"{TerminalText.Truncate(text, LongestText)} ({text.Length} characters)";

    // What comes from a file or a job is shown as what it was.
    private static T Live<T>(object value)
        where T : class, new() => value as T ?? Rehydration.Value(value) as T ?? new T();

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
        return TerminalText.OneLine(string.Join(Separator, facts));
    }

    private static FileInfo? FileOf(object input) => Unwrap.Value(input) as FileInfo;

    private static string Tools(string what, IEnumerable<ToolInvocation> calls)
    {
        string names = string.Join(", ", calls.Select(static call => TerminalText.OneLine(call.Tool)).Distinct());
        return names.Length > 0 ? $", {what} {names}" : string.Empty;
    }

    // Dimmed where the host shows colours; PowerShell takes the codes out again where output is plain.
    private static string Dim(string text, object? style) =>
        style is null || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? text : $"\u001b[2m{text}\u001b[22m";

    private static string Model(ChatCompletion completion) =>
        completion.RequestedModel is null || completion.Model is null || completion.Model == completion.RequestedModel
            ? completion.Model ?? completion.RequestedModel ?? "model unknown"
            : $"{completion.Model} (asked: {completion.RequestedModel})";

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
