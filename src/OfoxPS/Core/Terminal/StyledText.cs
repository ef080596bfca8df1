using System.Text;

namespace OfoxPS.Core.Terminal;

/// <summary>A text of which each character has its style.</summary>
internal sealed class StyledText
{
    private char[] _text = [];
    private TextStyle[] _styles = [];

    public StyledText()
    {
    }

    public StyledText(string text, TextStyle style) => Append(text, style);

    public int Length { get; private set; }

    /// <summary>How many cells of a terminal the text takes.</summary>
    public int Cells => CellWidth.Of(_text.AsSpan(0, Length));

    public char this[int at] => _text[at];

    public void Append(char c, TextStyle style)
    {
        MakeRoom(1);
        _text[Length] = c;
        _styles[Length++] = style;
    }

    /// <summary>Appends spaces in no style.</summary>
    public void Pad(int count) => Append(new string(' ', Math.Max(0, count)), TextStyle.None);

    public void Append(string text, TextStyle style)
    {
        MakeRoom(text.Length);
        text.CopyTo(0, _text, Length, text.Length);
        for (int end = Length + text.Length; Length < end; Length++)
        {
            _styles[Length] = style;
        }
    }

    public void Append(StyledText other) => Append(other, 0, other.Length);

    public void Clear() => Length = 0;

    /// <summary>The text in lines of a width, ended between words where that is possible.</summary>
    public List<StyledText> Wrap(int width)
    {
        if (Cells <= width)
        {
            return [this];
        }

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
        for (int start = 0, end; start < Length; start = end)
        {
            for (end = start + 1; end < Length && _styles[end] == _styles[start];)
            {
                end++;
            }

            Sgr.Append(output, new string(_text, start, end - start), styled ? _styles[start] : TextStyle.None);
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
        part.Append(this, start, end - start);
        return part;
    }

    private void Append(StyledText other, int start, int length)
    {
        MakeRoom(length);
        Array.Copy(other._text, start, _text, Length, length);
        Array.Copy(other._styles, start, _styles, Length, length);
        Length += length;
    }

    private void MakeRoom(int length)
    {
        if (Length + length > _text.Length)
        {
            int size = Math.Max(Length + length, Math.Max(16, 2 * _text.Length));
            Array.Resize(ref _text, size);
            Array.Resize(ref _styles, size);
        }
    }

    public override string ToString() => new(_text, 0, Length);
}
