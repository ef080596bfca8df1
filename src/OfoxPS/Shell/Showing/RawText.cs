using System.Text;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// Writes the text of an answer, for -Raw. An answer that was cut off or refused is an error, because the text alone does not show it. With
/// -Stream each line is written as soon as it is complete.
/// </summary>
/// <param name="write">Writes a text to the output stream.</param>
internal sealed class RawText(Action<string> write) : TurnPolicy
{
    private readonly StringBuilder _line = new();
    private Turn? _turn;

    public override ChatRequest? AfterAnswer(ChatRequest request, ChatCompletion answer) =>
        UnusableText(answer) is { } failure ? throw failure : null;

    /// <summary>Handles a chunk: writes the complete lines of its first choice.</summary>
    public void Add(Turn turn, ChatChunk chunk)
    {
        if (!ReferenceEquals(_turn, turn))
        {
            // The text before a tool call is complete when the next turn begins.
            WriteRest();
            _turn = turn;
        }

        foreach (char c in string.Concat(
            chunk.Choices.Where(static choice => choice.Index == 0).Select(static choice => choice.Delta.Content)))
        {
            if (c == '\n')
            {
                WriteLine();
            }
            else
            {
                _line.Append(c);
            }
        }
    }

    /// <summary>Writes the rest of the answer.</summary>
    public void End(ChatCompletion answer)
    {
        WriteRest();
        foreach (ChatChoice choice in answer.Choices.Skip(_turn is null ? 0 : 1))
        {
            if (choice.Message.Content is not null)
            {
                write(choice.Message.ToString());
            }
        }
    }

    /// <summary>A warning for each finish reason that is unknown, because such an answer may not be whole.</summary>
    public static IEnumerable<string> WarningsOf(ChatCompletion answer) =>
        answer.Choices.Where(static choice => FinishReasons.IsUnknown(choice.FinishReason)).Select(static choice =>
            $"The answer may not be whole: its finish reason is {TerminalText.OneLine(choice.FinishReason!, 80)}, which is unknown.");

    private void WriteRest()
    {
        if (_line.Length > 0)
        {
            WriteLine();
        }
    }

    private void WriteLine()
    {
        string line = _line.ToString();
        _line.Clear();
        write(line.Length > 0 && line[line.Length - 1] == '\r' ? line.Remove(line.Length - 1) : line);
    }
}
