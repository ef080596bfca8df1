namespace OfoxPS.Core.Answers;

/// <summary>
/// Decides whether each message of a stream is the whole message so far, or a further piece of it in the place of a delta: servers send
/// both. A message that begins with all that came before is whole, and so is one that puts the end of it right.
/// </summary>
/// <param name="text">The text of the first message, with its thinking.</param>
/// <param name="reasoning">Its reasoning, where that has a field of its own.</param>
internal sealed class MessageForm(string? text, string? reasoning)
{
    private readonly GrowingText _text = Growing(text);
    private readonly GrowingText _reasoning = Growing(reasoning);
    private bool _isWhole;

    /// <summary>A message was a further piece, so that the next one is too, unless it repeats all.</summary>
    public bool IsInPieces { get; private set; }

    /// <summary>The text of all messages so far, with its thinking.</summary>
    public string Text => _text.ToString();

    /// <summary>Takes the next message.</summary>
    /// <returns>Whether it is a further piece; else it is whole.</returns>
    public bool Add(ChatDelta message)
    {
        (string? text, string? reasoning) = (message.Content, message.Reasoning);
        bool isPiece = IsInPieces
            ? !Repeats(_text, text)
            : !_isWhole && (GoesOn(_text, text) || GoesOn(_reasoning, reasoning));
        IsInPieces |= isPiece;
        _isWhole |= !isPiece && !IsInPieces && _text.Length > 0 && text?.Length > _text.Length;
        if (!isPiece)
        {
            Forget(_text, text);
            Forget(_reasoning, reasoning);
        }

        _text.Append(text);
        _reasoning.Append(reasoning);
        return isPiece;
    }

    private static GrowingText Growing(string? text)
    {
        GrowingText growing = new();
        growing.Append(text);
        return growing;
    }

    private static void Forget(GrowingText known, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            known.Clear();
        }
    }

    // The lengths are compared first: what came before is long, and the pieces are many.
    private static bool Repeats(GrowingText known, string? text) =>
        known.Length > 0 && text?.Length >= known.Length && text.StartsWith(known.ToString(), StringComparison.Ordinal);

    // What shares less than half of what came before does not put it right.
    private static bool GoesOn(GrowingText known, string? text)
    {
        if (known.Length == 0 || string.IsNullOrEmpty(text))
        {
            return false;
        }

        string before = known.ToString();
        int shared = 0;
        while (shared < before.Length && shared < text!.Length && before[shared] == text[shared])
        {
            shared++;
        }

        return shared * 2 < before.Length;
    }
}
