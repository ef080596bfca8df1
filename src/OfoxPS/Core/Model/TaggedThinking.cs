using System.Text;

namespace OfoxPS;

/// <summary>
/// Takes the thinking from the beginning of a text that arrives in pieces, such as <c>&lt;think&gt;hm&lt;/think&gt;Hello</c>. A piece that
/// may be the beginning of a tag waits for the next one. Once a text has begun with anything else, its pieces are not looked at any more.
/// </summary>
internal sealed class TaggedThinking
{
    // In characters. No tag is looked for after more white space than this at the beginning.
    private const int LongestSpace = 4096;

    private StringBuilder? _raw;
    private string _waiting = string.Empty;
    private string? _close;

    /// <summary>The text has begun, or has nothing more to come: no thinking can follow.</summary>
    public bool IsDone { get; private set; }

    /// <summary>A piece that may be the beginning of a tag, and is text if nothing follows; empty inside of the thinking.</summary>
    public string Waiting => _close is null && _raw is null ? _waiting : string.Empty;

    /// <summary>What was taken, as it came: with its tags and the space behind them; null if nothing was.</summary>
    public string? Raw => _raw?.ToString();

    /// <summary>Splits the next piece.</summary>
    /// <returns>What of it is thinking and what is text; each may be empty.</returns>
    public (string Thought, string Text) Add(string piece)
    {
        if (IsDone || piece.Length == 0)
        {
            return (string.Empty, piece);
        }

        string rest = _waiting.Length == 0 ? piece : _waiting + piece;
        _waiting = string.Empty;
        string thought = string.Empty;
        while (rest.Length > 0)
        {
            if (_close is null)
            {
                if (Open(ref rest) is { } text)
                {
                    return (thought, text);
                }
            }
            else
            {
                thought += Inside(ref rest);
            }
        }

        return (thought, string.Empty);
    }

    /// <summary>Nothing more comes: what was waited with is what it is.</summary>
    public (string Thought, string Text) End()
    {
        string rest = _waiting;
        _waiting = string.Empty;
        bool isInside = _close is not null;
        IsDone = true;
        _raw?.Append(rest);
        return isInside ? (rest, string.Empty) : (string.Empty, _raw is null ? rest : string.Empty);
    }

    /// <summary>A whole text without the thinking that it begins with, and that as it came; null where there is none.</summary>
    public static string Without(string text, out string? raw)
    {
        TaggedThinking tags = new();
        string rest = tags.Add(text).Text + tags.End().Text;
        raw = tags.Raw;
        return rest;
    }

    /// <summary>
    /// A whole text without the thinking that it begins with and that no tag opens: templates of DeepSeek R1 and QwQ write the opening tag
    /// themselves, as the end of the prompt. A tag in quotation marks or backticks is one that the text is about.
    /// </summary>
    /// <param name="text">The text, in which no tag opens thinking.</param>
    /// <param name="raw">The thinking with both tags; null where there is none.</param>
    public static string WithoutUnopened(string text, out string? raw)
    {
        (string open, string close) = Thinking.Tags[0];
        int at = text.IndexOf(close, StringComparison.OrdinalIgnoreCase);
        int end = at + close.Length;
        raw = null;
        if (at < 0 || text.IndexOf(open, 0, at, StringComparison.OrdinalIgnoreCase) >= 0 || IsQuoted(text, at - 1) || IsQuoted(text, end))
        {
            return text;
        }

        string rest = text.Substring(end).TrimStart();
        raw = text.Substring(0, text.Length - rest.Length).Insert(0, open);
        return rest;
    }

    /// <summary>The text of what was taken, without its tags.</summary>
    public static string? TextOf(string? raw)
    {
        if (raw is null)
        {
            return null;
        }

        TaggedThinking tags = new();
        return (tags.Add(raw).Thought + tags.End().Thought).Trim();
    }

    private static bool IsQuoted(string text, int at) => at >= 0 && at < text.Length && text[at] is '`' or '"' or '\'' or '“' or '”';

    // The text, where no tag opens; null where one does or may yet.
    private string? Open(ref string rest)
    {
        int at = 0;
        while (at < rest.Length && char.IsWhiteSpace(rest[at]))
        {
            at++;
        }

        bool mayOpen = at == rest.Length && at <= LongestSpace;
        foreach ((string open, string close) in at < rest.Length && rest[at] is '<' or '[' or '◁' ? Thinking.Tags : [])
        {
            int length = Math.Min(open.Length, rest.Length - at);
            if (string.Compare(rest, at, open, 0, length, StringComparison.OrdinalIgnoreCase) != 0)
            {
                continue;
            }

            if (length == open.Length)
            {
                _raw ??= new StringBuilder();
                _raw.Append(rest, 0, at + length);
                _close = close;
                rest = rest.Substring(at + length);
                return null;
            }

            mayOpen = true;
        }

        if (mayOpen)
        {
            (_waiting, rest) = (rest, string.Empty);
            return null;
        }

        IsDone = true;
        if (_raw is null)
        {
            return rest;
        }

        // The space between the tag and the text belongs to neither.
        _raw.Append(rest, 0, at);
        return rest.Substring(at);
    }

    private string Inside(ref string rest)
    {
        int end = rest.IndexOf(_close!, StringComparison.OrdinalIgnoreCase);
        int length = end >= 0 ? end : rest.Length - Begun(rest, _close!);
        string thought = rest.Substring(0, length);
        _raw!.Append(rest, 0, end >= 0 ? end + _close!.Length : length);
        if (end >= 0)
        {
            rest = rest.Substring(end + _close!.Length);
            _close = null;
        }
        else
        {
            (_waiting, rest) = (rest.Substring(length), string.Empty);
        }

        return thought;
    }

    // How many characters at the end may be the beginning of the tag.
    private static int Begun(string text, string tag)
    {
        for (int length = Math.Min(tag.Length - 1, text.Length); length > 0; length--)
        {
            if (string.Compare(text, text.Length - length, tag, 0, length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return length;
            }
        }

        return 0;
    }
}
