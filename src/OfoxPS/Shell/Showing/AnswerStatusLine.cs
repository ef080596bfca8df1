using System.Globalization;
using OfoxPS.Core.Terminal;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Showing;

/// <summary>The status line of an answer: model, rounds, tokens, cost, time and finish reason.</summary>
internal static class AnswerStatusLine
{
    private static readonly string[] Outcomes = ["ran", "denied", "failed"];

    private const string Indent = "  ";

    // How many parts a narrow window can leave out: the requested model, then the time to the first word, then all times.
    private const int MostLeftOut = 3;

    /// <summary>Makes the line.</summary>
    /// <param name="completion">The answer.</param>
    /// <param name="wasLive">Whether the text was shown as it arrived, so that the time to the first word is of interest.</param>
    /// <param name="width">The width in cells; a line that is still too long is broken between its parts.</param>
    public static string Of(ChatCompletion completion, bool wasLive, int width)
    {
        string[] facts = Facts(completion, wasLive, leftOut: 0);
        for (int leftOut = 1; leftOut <= MostLeftOut && CellWidth.Of(Indent + string.Join(ViewText.Separator, facts)) > width; leftOut++)
        {
            facts = Facts(completion, wasLive, leftOut);
        }

        return Indent + Wrapped(facts, width - Indent.Length);
    }

    private static string Wrapped(string[] facts, int width)
    {
        string text = facts[0];
        int column = CellWidth.Of(text);
        foreach (string fact in facts.Skip(1))
        {
            int cells = CellWidth.Of(ViewText.Separator + fact);
            bool fits = column + cells <= width;
            text += fits ? ViewText.Separator + fact : $"\n{Indent}{fact}";
            column = fits ? column + cells : CellWidth.Of(fact);
        }

        return text;
    }

    private static string[] Facts(ChatCompletion completion, bool wasLive, int leftOut)
    {
        List<string?> facts =
        [
            // The file that the answer is about.
            completion.InputObject is { } input && Unwrap.Value(input) is FileInfo file ? file.Name : null,
            Model(completion, withRequested: leftOut < 1),
            Rounds(completion),
            Tokens(completion.Usage),
            completion.Cost is { } cost ? Money.Of(cost) : null,
            completion.Duration > TimeSpan.Zero && leftOut < 3 ? Time(completion, withFirst: wasLive && leftOut < 2) : null,
            completion.Attempts > 1 ? $"{completion.Attempts} attempts" : null,
            completion.FinishReason ?? "no finish reason",
        ];
        return [.. facts.OfType<string>().Where(static fact => fact.Length > 0).Select(static fact => TerminalText.OneLine(fact))];
    }

    private static string Model(ChatCompletion completion, bool withRequested)
    {
        string model = completion.Model ?? completion.RequestedModel ?? "model unknown";
        return withRequested && completion.RequestedModel is { } requested && requested != model ? $"{model} (asked: {requested})" : model;
    }

    private static string? Tokens(Usage? usage) => usage is { ReasoningTokens: > 0 and var thinking }
        ? FormattableString.Invariant($"{usage} ({thinking} thinking)") : usage?.ToString();

    private static string? Rounds(ChatCompletion completion)
    {
        if (completion.ToolInvocations.Length == 0)
        {
            return null;
        }

        ILookup<string, ToolInvocation> calls = completion.ToolInvocations.ToLookup(static call =>
            call.Error is null ? "ran" : call.Error.StartsWith("Denied:", StringComparison.Ordinal) ? "denied" : "failed");
        return $"{completion.ToolInvocations.Max(static call => call.Round) + 1} rounds"
            + string.Concat(Outcomes.Select(what => Tools(what, calls[what])));
    }

    private static string Tools(string what, IEnumerable<ToolInvocation> calls)
    {
        string names = string.Join(", ", calls.Select(static call => TerminalText.OneLine(call.Tool)).Distinct());
        return names.Length > 0 ? $", {what} {names}" : string.Empty;
    }

    private static string Time(ChatCompletion completion, bool withFirst) => withFirst && completion.TimeToFirstToken is { } first
        ? $"first word {Seconds(first)}, all {Seconds(completion.Duration)}"
        : Seconds(completion.Duration);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
