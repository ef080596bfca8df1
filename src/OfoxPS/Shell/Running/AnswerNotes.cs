using OfoxPS.Core.Conversations;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;
using OfoxPS.Shell.StructuredOutput;

namespace OfoxPS.Shell.Running;

/// <summary>
/// Counts the answers of a pipeline that are cut off, refused, empty or repaired, and makes one warning of them at the end, which names the
/// first input of each kind.
/// </summary>
/// <param name="statistics">Where the notes are counted.</param>
/// <param name="nameOf">The name of an input; null where it has none.</param>
internal sealed class AnswerNotes(BatchStatistics statistics, Func<object?, string?> nameOf)
{
    private readonly Dictionary<AnswerNote, string?> _first = [];

    /// <summary>The warning about a single answer; null if there is none. A refusal needs none: its text says what it is.</summary>
    public static string? WarningOf(ChatCompletion answer, bool keepsText) => Of(answer, keepsText) switch
    {
        AnswerNote.Cut => "The answer was cut off at the token limit. -MaxTokens allows more.",
        AnswerNote.Empty => $"The answer is empty (finish reason {TerminalText.OneLine(answer.FinishReason ?? "none", 80)})."
            + (answer.Reasoning is { Length: > 0 } ? " The model has only thought; its thinking is in Reasoning." : string.Empty),
        _ => null,
    };

    /// <summary>Counts an answer that is about to be written.</summary>
    /// <param name="finished">Its conversation.</param>
    /// <param name="keepsText">Whether the text of answers is kept.</param>
    public void Add(Conversation finished, bool keepsText)
    {
        if (Of(finished.Answer!, keepsText) is { } note)
        {
            Add(note, finished);
        }

        if (finished.Find<StructuredAnswer>() is { IsRepaired: true })
        {
            Add(AnswerNote.Repaired, finished);
        }
    }

    /// <summary>The warning, and an empty count from then on; null if there is nothing to warn about.</summary>
    public string? Take()
    {
        if (_first.Count == 0)
        {
            return null;
        }

        string sentence = "Of the answers "
            + string.Join(", ", _first.OrderBy(static note => note.Key).Select(note => Words(note.Key, note.Value))) + ".";
        _first.Clear();
        return sentence;
    }

    private static AnswerNote? Of(ChatCompletion answer, bool keepsText) =>
        FinishReasons.IsCut(answer.FinishReason) ? AnswerNote.Cut
        : answer.Refusal is { Length: > 0 } || FinishReasons.IsRefused(answer.FinishReason) ? AnswerNote.Refused
        : keepsText && IsEmpty(answer) ? AnswerNote.Empty
        : null;

    private void Add(AnswerNote note, Conversation finished)
    {
        statistics.Note(note);
        if (!_first.ContainsKey(note))
        {
            _first[note] = nameOf(finished.Source) ?? (finished.InputIndex is { } index ? $"input {index}" : null);
        }
    }

    private string Words(AnswerNote note, string? first)
    {
        int count = statistics.Notes(note);
        string about = first is null ? string.Empty : count == 1 ? $" (about {first})" : $" (the first about {first})";
        return note switch
        {
            AnswerNote.Cut => $"{count} {Plural.Word(count, "was", "were")} cut off at the token limit{about}; -MaxTokens allows more",
            AnswerNote.Refused => $"{count} {Plural.Word(count, "is a refusal", "are refusals")}{about}",
            AnswerNote.Empty => $"{count} {Plural.Word(count, "is", "are")} empty{about}",
            _ => $"{count} did not have the form of -As at first and {Plural.Word(count, "was", "were")} repaired{about}",
        };
    }

    // Whether an answer has no text, no tool call, no media and no refusal.
    private static bool IsEmpty(ChatCompletion answer) =>
        answer is { Output: null, ToolCalls.Length: 0, Refusal: null or "", Message: { } message }
        && string.IsNullOrWhiteSpace(answer.Content) && message.Audio is null && message.Images.Length == 0;
}
