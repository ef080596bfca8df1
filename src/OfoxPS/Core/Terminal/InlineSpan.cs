using System;

namespace OfoxPS.Core.Terminal;

/// <summary>One piece of a line of Markdown, found at a character that may begin one.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">How much of the line it takes.</param>
/// <param name="Text">What is shown.</param>
/// <param name="Style">The style of it.</param>
/// <param name="Target">The address of a link.</param>
internal readonly record struct InlineSpan(InlineKind Kind, int Length, string Text, TextStyle Style = TextStyle.None, string Target = "")
{
    private static readonly InlineSpan Open = new(InlineKind.Open, 0, string.Empty);

    public static bool IsSpecial(char c) => c is '*' or '_' or '`' or '[' or '!' or '~' or '\\';

    /// <summary>Whether a run of one character that is over can end what began earlier in the line; after any other that is as open as before.</summary>
    /// <param name="first">The special character that it began with.</param>
    /// <param name="beforeRun">The character before the run.</param>
    /// <param name="run">The character of the run.</param>
    public static bool MayEnd(char first, char beforeRun, char run) => first is '[' or '!' ? run == ']' : run == first && (first == '`' || !char.IsWhiteSpace(beforeRun));

    /// <summary>What stands at a special character.</summary>
    /// <param name="text">The line so far.</param>
    /// <param name="at">The place of the character.</param>
    /// <param name="previous">The character before it.</param>
    /// <param name="ended">No more of the line comes, or it is not waited for.</param>
    public static InlineSpan At(string text, int at, char previous, bool ended) => text[at] switch
    {
        '\\' => Escape(text, at, ended),
        '`' => Code(text, at, ended),
        '[' => Link(text, at, ended),
        '!' => Image(text, at, ended),
        _ => Emphasis(text, at, previous, ended),
    };

    private static InlineSpan Literal(string text, int at, int length = 1) => new(InlineKind.Text, length, text.Substring(at, length));

    private static InlineSpan Escape(string text, int at, bool ended) =>
        at + 1 < text.Length
            ? IsPunctuation(text[at + 1]) ? new(InlineKind.Text, 2, text[at + 1].ToString()) : Literal(text, at)
            : ended ? Literal(text, at) : Open;

    private static InlineSpan Code(string text, int at, bool ended)
    {
        int run = Run(text, at);
        for (int i = at + run; i < text.Length;)
        {
            int close = text[i] == '`' ? Run(text, i) : 0;
            if (close == run && (ended || i + close < text.Length))
            {
                string code = text.Substring(at + run, i - at - run);
                bool padded = code.Length > 2 && code[0] == ' ' && code[code.Length - 1] == ' ' && code.Trim().Length > 0;
                return new(InlineKind.Text, i + run - at, padded ? code.Substring(1, code.Length - 2) : code, TextStyle.Code);
            }

            i += Math.Max(1, close);
        }

        return ended ? Literal(text, at, run) : Open;
    }

    private static InlineSpan Image(string text, int at, bool ended)
    {
        if (at + 1 == text.Length)
        {
            return ended ? Literal(text, at) : Open;
        }

        if (text[at + 1] != '[')
        {
            return Literal(text, at);
        }

        InlineSpan link = Link(text, at + 1, ended);
        return link.Kind == InlineKind.Link ? link with { Length = link.Length + 1 } : link.Kind == InlineKind.Open ? link : Literal(text, at);
    }

    private static InlineSpan Link(string text, int at, bool ended)
    {
        int end = Close(text, at, '[', ']');
        if (end < 0 || end + 1 == text.Length)
        {
            return ended ? Literal(text, at) : Open;
        }

        if (text[end + 1] != '(' || end == at + 1)
        {
            return Literal(text, at);
        }

        int close = Close(text, end + 1, '(', ')');
        if (close < 0)
        {
            return ended ? Literal(text, at) : Open;
        }

        // A title in quotes may stand behind the address.
        string target = text.Substring(end + 2, close - end - 2).Trim();
        int title = target.IndexOf(' ');
        if (title > 0 && target.Substring(title).TrimStart()[0] is not ('"' or '\''))
        {
            return Literal(text, at);
        }

        target = (title < 0 ? target : target.Remove(title)).TrimStart('<').TrimEnd('>');
        return new(InlineKind.Link, close + 1 - at, text.Substring(at + 1, end - at - 1), TextStyle.Underline, target);
    }

    private static InlineSpan Emphasis(string text, int at, char previous, bool ended)
    {
        char mark = text[at];
        int run = Run(text, at);
        if (at + run == text.Length)
        {
            return ended ? Literal(text, at, run) : Open;
        }

        if (run > 3 || !CanOpen(mark, run, previous, text[at + run]))
        {
            return Literal(text, at, run);
        }

        for (int i = at + run; i < text.Length;)
        {
            if (text[i] is '`' or '\\')
            {
                InlineSpan inner = At(text, i, ' ', ended);
                if (inner.Kind == InlineKind.Open)
                {
                    return Open;
                }

                i += inner.Length;
                continue;
            }

            int close = text[i] == mark ? Run(text, i) : 0;
            if (close > 0 && i + close == text.Length && !ended)
            {
                return Open;
            }

            if ((close == run || (close == 3 && run < 3)) && CanClose(mark, text[i - 1], i + close < text.Length ? text[i + close] : ' '))
            {
                return new(InlineKind.Styled, i + close - at, text.Substring(at + run, i + close - run - at - run), StyleOf(mark, run));
            }

            i += Math.Max(1, close);
        }

        return ended ? Literal(text, at, run) : Open;
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
        mark == '~' ? TextStyle.Strikethrough : run switch { 1 => TextStyle.Italic, 2 => TextStyle.Bold, _ => TextStyle.Bold | TextStyle.Italic };

    private static int Run(string text, int at)
    {
        int end = at;
        while (end < text.Length && text[end] == text[at])
        {
            end++;
        }

        return end - at;
    }

    private static int Close(string text, int at, char open, char close)
    {
        for (int i = at, depth = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == open)
            {
                depth++;
            }
            else if (text[i] == close && --depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsAsciiWord(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    private static bool IsPunctuation(char c) => c is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');
}
