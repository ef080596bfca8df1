using System.Text;

namespace OfoxPS.Core.Terminal;

/// <summary>
/// Writes one line of Markdown in styles, while it arrives. Text in which <see cref="InlineParser"/> may still find something is held back
/// until that is decided; what does not end on its line is shown as it was written.
/// </summary>
/// <param name="write">Takes the text, piece by piece, with its style.</param>
internal sealed class InlineWriter(Action<string, TextStyle> write)
{
    // In characters: how much text is held back for the end of a span. A longer one is shown as it was written.
    private const int Longest = 250;

    // In characters: how far the text may grow beyond that before it is cut, so that cutting takes little time for each character.
    private const int Slack = 125;

    // How many styles and links may be inside each other.
    private const int Deepest = 8;

    private readonly StringBuilder _held = new(Longest + Slack + 1);
    private readonly InlineParser _spans = new();
    private long _looksInside;
    private char _previous = ' ';
    private char _last;
    private char _beforeRun;
    private int _runStart;
    private TextStyle _base;

    /// <summary>How many characters were looked at in search of the ends of spans: what the work depends on.</summary>
    public long Looks => _spans.Looks + _looksInside;

    /// <summary>Begins a line, all of which has a style.</summary>
    public void Begin(TextStyle style) => (_base, _previous) = (style, ' ');

    public void Write(string text)
    {
        foreach (char c in text)
        {
            Write(c);
        }
    }

    public void Write(char c)
    {
        bool isRunOver = c != _last;
        if (_held.Length == 0 && !InlineParser.IsSpecial(c))
        {
            _last = c;
            Put(c.ToString(), _base);
            return;
        }

        bool mayEnd = _held.Length > 0 && (c == ')' || (isRunOver && (_runStart == 0 || InlineParser.MayEnd(_held[0], _beforeRun, _last))));
        if (isRunOver || _held.Length == 0)
        {
            (_beforeRun, _runStart) = (_last, _held.Length);
        }

        _last = c;
        _held.Append(c);
        if (mayEnd || _held.Length > Longest + Slack)
        {
            Emit(ended: false);
        }
    }

    /// <summary>The line is over.</summary>
    public void End()
    {
        Emit(ended: true);
        _previous = ' ';
    }

    private void Emit(bool ended)
    {
        string text = _held.ToString();
        int done = Show(_spans, text, _base, ended, depth: 0);
        _spans.Remove(done);
        _held.Remove(0, done);
        _runStart = Math.Max(0, _runStart - done);
    }

    // Returns how much of the text is decided.
    private int Show(InlineParser spans, string text, TextStyle style, bool ended, int depth)
    {
        int at = 0;
        while (at < text.Length)
        {
            int plain = at;
            while (plain < text.Length && !InlineParser.IsSpecial(text[plain]))
            {
                plain++;
            }

            Put(text.Substring(at, plain - at), style);
            at = plain;
            if (at == text.Length)
            {
                break;
            }

            if (spans.At(text, at, _previous, ended || text.Length - at > Longest) is not { } span)
            {
                return at;
            }

            Put(span, style, depth);
            at += span.Length;
        }

        return at;
    }

    private void Put(InlineSpan span, TextStyle style, int depth)
    {
        if (!span.HasMarkdown || depth == Deepest)
        {
            Put(span.Text, style | span.Style);
        }
        else
        {
            InlineParser spans = new();
            Show(spans, span.Text, style | span.Style, ended: true, depth + 1);
            _looksInside += spans.Looks;
        }

        if (span.Target.Length > 0 && span.Target != span.Text)
        {
            Put($" ({span.Target})", style | TextStyle.Dim);
        }
    }

    private void Put(string text, TextStyle style)
    {
        if (text.Length > 0)
        {
            write(text, style);
            _previous = text[text.Length - 1];
        }
    }
}
