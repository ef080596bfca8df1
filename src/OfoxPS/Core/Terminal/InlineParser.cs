namespace OfoxPS.Core.Terminal;

/// <summary>
/// Finds emphasis, code, links and images in one line of Markdown. It remembers how far it has searched for the end of each, and goes on
/// there when more of the line has come, so that each character is read a bounded number of times.
/// </summary>
internal sealed class InlineParser
{
    // The most nested brackets that are read as links. A character is read once for each link that may be around it.
    private const int DeepestBracket = 16;

    private const int LongestCodeMark = 32;

    private const int LongestEmphasis = 3;

    private const string EmphasisMarks = "*_~";

    private const int NoEnd = -1;

    private const int TooDeep = -2;

    // For each mark and its length: the index before which no end of such emphasis was found.
    private readonly int[] _emphasis = new int[EmphasisMarks.Length * LongestEmphasis];

    // The same for code, by the number of backticks, with the index at which that search began: emphasis searches code ahead.
    private readonly EndSearch[] _code = new EndSearch[LongestCodeMark];
    private EndSearch _label;
    private EndSearch _target;

    /// <summary>How many characters were looked at in search of an end.</summary>
    public long Looks { get; private set; }

    public static bool IsSpecial(char c) => c is '*' or '_' or '`' or '[' or '!' or '~' or '\\';

    /// <summary>
    /// Whether a run of one character that is over can end what began earlier in the line, with the first one; after any other that is as
    /// open as before.
    /// </summary>
    public static bool MayEnd(char first, char beforeRun, char run) =>
        first is '[' or '!' ? run == ']' : run == first && (first == '`' || !char.IsWhiteSpace(beforeRun));

    /// <summary>What stands at a special character; null where that is not decided, because more of the line must come.</summary>
    /// <param name="text">The line so far, without what was removed from its beginning.</param>
    /// <param name="at">The place of the character.</param>
    /// <param name="previous">The character before it.</param>
    /// <param name="ended">No more of the line comes, or it is not waited for.</param>
    public InlineSpan? At(string text, int at, char previous, bool ended) => text[at] switch
    {
        '\\' => Escape(text, at, ended),
        '`' => Code(text, at, ended),
        '[' => Link(text, at, ended),
        '!' => Image(text, at, ended),
        _ => Emphasis(text, at, previous, ended),
    };

    /// <summary>The first characters of the line are no longer in the text.</summary>
    public void Remove(int length)
    {
        for (int i = 0; i < _emphasis.Length; i++)
        {
            _emphasis[i] = Math.Max(0, _emphasis[i] - length);
        }

        for (int i = 0; i < _code.Length; i++)
        {
            _code[i] = _code[i].Without(length);
        }

        (_label, _target) = (_label.Without(length), _target.Without(length));
    }

    private static InlineSpan Literal(string text, int at, int length = 1) => new(length, text.Substring(at, length));

    private static InlineSpan? Escape(string text, int at, bool ended) =>
        at + 1 < text.Length
            ? IsPunctuation(text[at + 1]) ? new InlineSpan(2, text[at + 1].ToString()) : Literal(text, at)
            : ended ? Literal(text, at) : null;

    private InlineSpan? Code(string text, int at, bool ended)
    {
        int run = Run(text, at);
        if (at + run == text.Length || run > LongestCodeMark)
        {
            return ended || at + run < text.Length ? Literal(text, at, run) : null;
        }

        ref EndSearch search = ref _code[run - 1];
        int undecided = -1;
        int i = at < search.At ? at + run : Math.Max(at + run, search.Next);
        for (int close; i < text.Length; i += Math.Max(1, close))
        {
            Looks++;
            close = text[i] == '`' ? Run(text, i) : 0;
            undecided = close > 0 && i + close == text.Length ? i : undecided;
            if (close == run && (ended || undecided < 0))
            {
                string code = text.Substring(at + run, i - at - run);
                bool padded = code.Length > 2 && code[0] == ' ' && code[code.Length - 1] == ' ' && code.Trim().Length > 0;
                return new InlineSpan(i + run - at, padded ? code.Substring(1, code.Length - 2) : code, TextStyle.Code);
            }
        }

        search = new EndSearch(at, undecided < 0 ? i : undecided);
        return ended ? Literal(text, at, run) : null;
    }

    private InlineSpan? Image(string text, int at, bool ended)
    {
        if (at + 1 == text.Length)
        {
            return ended ? Literal(text, at) : null;
        }

        if (text[at + 1] != '[')
        {
            return Literal(text, at);
        }

        // What is no link is a bracket, and the mark before it stands for itself.
        InlineSpan? link = Link(text, at + 1, ended);
        return link is { HasMarkdown: true } found ? found with { Length = found.Length + 1 } : link is null ? null : Literal(text, at);
    }

    private InlineSpan? Link(string text, int at, bool ended)
    {
        int end = Close(text, at, '[', ']', ref _label);
        if (end == NoEnd || end + 1 == text.Length)
        {
            return ended ? Literal(text, at) : null;
        }

        if (end == TooDeep || text[end + 1] != '(' || end == at + 1)
        {
            return Literal(text, at);
        }

        int close = Close(text, end + 1, '(', ')', ref _target);
        if (close < 0)
        {
            return ended || close == TooDeep ? Literal(text, at) : null;
        }

        // A title in quotes may stand behind the address.
        string target = text.Substring(end + 2, close - end - 2).Trim();
        int title = target.IndexOf(' ');
        if (title > 0 && target.Substring(title).TrimStart()[0] is not ('"' or '\''))
        {
            return Literal(text, at);
        }

        target = (title < 0 ? target : target.Remove(title)).TrimStart('<').TrimEnd('>');
        return new InlineSpan(close + 1 - at, text.Substring(at + 1, end - at - 1), TextStyle.Underline, HasMarkdown: true, target);
    }

    private InlineSpan? Emphasis(string text, int at, char previous, bool ended)
    {
        char mark = text[at];
        int run = Run(text, at);
        if (at + run == text.Length)
        {
            return ended ? Literal(text, at, run) : null;
        }

        if (run > LongestEmphasis || !CanOpen(mark, run, previous, text[at + run]))
        {
            return Literal(text, at, run);
        }

        ref int searched = ref _emphasis[(EmphasisMarks.IndexOf(mark) * LongestEmphasis) + run - 1];
        int undecided = -1;
        int i = Math.Max(at + run, searched);
        for (int step; i < text.Length; i += step)
        {
            Looks++;
            if (text[i] is '`' or '\\')
            {
                InlineSpan? inner = At(text, i, ' ', ended: false);
                if (inner is null)
                {
                    undecided = undecided < 0 ? i : undecided;
                    if (!ended)
                    {
                        break;
                    }

                    inner = At(text, i, ' ', ended: true);
                }

                step = inner!.Value.Length;
                continue;
            }

            int close = text[i] == mark ? Run(text, i) : 0;
            if (close > 0 && i + close == text.Length)
            {
                undecided = undecided < 0 ? i : undecided;
                if (!ended)
                {
                    break;
                }
            }

            if ((close == run || (close == 3 && run < 3)) && CanClose(mark, text[i - 1], i + close < text.Length ? text[i + close] : ' '))
            {
                string inside = text.Substring(at + run, i + close - run - at - run);
                return new InlineSpan(i + close - at, inside, StyleOf(mark, run), HasMarkdown: true);
            }

            step = Math.Max(1, close);
        }

        searched = undecided < 0 ? i : undecided;
        return ended ? Literal(text, at, run) : null;
    }

    // A star between two letters is a multiplication, an underline a part of a name.
    private static bool CanOpen(char mark, int run, char previous, char next) => !char.IsWhiteSpace(next) && mark switch
    {
        '~' => run == 2,
        '_' => !char.IsLetterOrDigit(previous),
        _ => run > 1 || !IsAsciiWord(previous),
    };

    private static bool CanClose(char mark, char previous, char next) =>
        !char.IsWhiteSpace(previous) && (mark != '_' || !char.IsLetterOrDigit(next));

    private static TextStyle StyleOf(char mark, int run) =>
        mark == '~' ? TextStyle.Strikethrough
            : run switch { 1 => TextStyle.Italic, 2 => TextStyle.Bold, _ => TextStyle.Bold | TextStyle.Italic };

    private static int Run(string text, int at)
    {
        int end = at;
        while (end < text.Length && text[end] == text[at])
        {
            end++;
        }

        return end - at;
    }

    private int Close(string text, int at, char open, char close, ref EndSearch search)
    {
        (int i, int depth) = at == search.At ? (Math.Max(at, search.Next), search.Depth) : (at, 0);
        for (; i < text.Length; i++)
        {
            Looks++;
            if (text[i] == '\\')
            {
                if (i + 1 == text.Length)
                {
                    break;
                }

                i++;
            }
            else if (text[i] == open && ++depth > DeepestBracket)
            {
                search = new EndSearch(at, i, DeepestBracket);
                return TooDeep;
            }
            else if (text[i] == close && depth-- == 1)
            {
                search = new EndSearch(at, i, 1);
                return i;
            }
        }

        search = new EndSearch(at, i, depth);
        return NoEnd;
    }

    private static bool IsAsciiWord(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    private static bool IsPunctuation(char c) =>
        c is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');
}
