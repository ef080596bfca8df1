using System.Collections.Generic;
using System.Text;

namespace OfoxPS.Core.Terminal;

/// <summary>A text of which each character has its style.</summary>
internal sealed class StyledText
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _styles = new();

    public int Length => _text.Length;

    public char this[int at] => _text[at];

    public void Append(char c, TextStyle style)
    {
        _text.Append(c);
        _styles.Append((char)style);
    }

    public void Append(string text, TextStyle style)
    {
        _text.Append(text);
        _styles.Append((char)style, text.Length);
    }

    public void Append(StyledText other)
    {
        _text.Append(other._text);
        _styles.Append(other._styles);
    }

    public void Clear()
    {
        _text.Clear();
        _styles.Clear();
    }

    /// <summary>The text in lines of a width, ended between words where that is possible.</summary>
    public List<StyledText> Wrap(int width)
    {
        List<StyledText> lines = [];
        string text = ToString();
        for (int start = 0; start < text.Length || lines.Count == 0;)
        {
            int end = LineEnd(text, start, width, out int next);
            lines.Add(Part(start, end));
            start = next;
        }

        return lines;
    }

    /// <summary>The text with its control sequences; without any where <paramref name="styled"/> is false.</summary>
    public void WriteTo(StringBuilder output, bool styled)
    {
        for (int start = 0, end; start < _text.Length; start = end)
        {
            for (end = start + 1; end < _text.Length && _styles[end] == _styles[start];)
            {
                end++;
            }

            Sgr.Append(output, _text.ToString(start, end - start), styled ? (TextStyle)_styles[start] : TextStyle.None);
        }
    }

    private static int LineEnd(string text, int start, int width, out int next)
    {
        int space = -1;
        int at = start;
        CellCounter cells = default;
        for (int step; at < text.Length; at += step)
        {
            int point = CellWidth.PointAt(text, at);
            step = point > char.MaxValue ? 2 : 1;
            cells.Add(point);
            if (at > start && cells.Total > width && !CellWidth.Extends(point))
            {
                break;
            }

            space = text[at] == ' ' ? at : space;
        }

        if (at >= text.Length)
        {
            next = text.Length;
            return text.Length;
        }

        bool atSpace = space > start;
        next = text[at] == ' ' ? at + 1 : atSpace ? space + 1 : at;
        return text[at] == ' ' ? at : atSpace ? space : at;
    }

    private StyledText Part(int start, int end)
    {
        StyledText part = new();
        part._text.Append(_text.ToString(start, end - start));
        part._styles.Append(_styles.ToString(start, end - start));
        return part;
    }

    public override string ToString() => _text.ToString();
}
