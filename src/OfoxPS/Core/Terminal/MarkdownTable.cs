namespace OfoxPS.Core.Terminal;

/// <summary>A table in Markdown, laid out for a width.</summary>
internal sealed class MarkdownTable
{
    private const int NarrowestColumn = 6;

    private const string Gap = "  ";

    private static readonly StyledText Nothing = new();

    private readonly List<StyledText[]> _rows = [];
    private readonly bool[] _isRight;
    private readonly InlineWriter _inline;
    private StyledText _cell = new();
    private int[] _widths = [];

    private MarkdownTable(string[] rows, bool[] isRight)
    {
        _isRight = isRight;
        _inline = new InlineWriter((text, style) => _cell.Append(text, style));
        for (int i = 0; i < rows.Length; i++)
        {
            if (i != 1)
            {
                _rows.Add(Row(rows[i], i == 0 ? TextStyle.Bold : TextStyle.None));
            }
        }
    }

    /// <summary>Whether a row is the one between the header and the body: |---|:-:|.</summary>
    public static bool IsDelimiter(string row) =>
        Cells(row).All(static cell => cell.TrimStart(':').TrimEnd(':') is { Length: > 0 } line && line.All(static c => c == '-'));

    /// <summary>The table of these rows; null where they are none, or have more columns than a line has room for.</summary>
    public static MarkdownTable? Read(string[] rows, int width)
    {
        if (rows.Length < 2 || !IsDelimiter(rows[1]))
        {
            return null;
        }

        int columns = Cells(rows[0]).Count;
        if (columns > width)
        {
            return null;
        }

        bool[] isRight =
            [.. Fit(Cells(rows[1]), columns).Select(static cell => cell.Length > 1 && cell[0] != ':' && cell[cell.Length - 1] == ':')];
        return new MarkdownTable(rows, isRight);
    }

    /// <summary>Writes the table.</summary>
    /// <returns>False where the lines are too narrow for it; then nothing is written.</returns>
    public bool Write(LineWriter lines)
    {
        if (Widths(lines.LineWidth) is not { } widths)
        {
            return false;
        }

        _widths = widths;
        for (int row = 0; row < _rows.Count; row++)
        {
            WriteRow(lines, _rows[row]);
            if (row == 0)
            {
                lines.Write(string.Join(Gap, widths.Select(static width => new string('─', width))), TextStyle.Dim);
                lines.NewLine();
            }
        }

        _rows.Clear();
        return true;
    }

    /// <summary>Writes one row more, in the columns of those that were written.</summary>
    public void Write(LineWriter lines, string row) => WriteRow(lines, Row(row, TextStyle.None));

    private static List<string> Cells(string row)
    {
        string text = row.Trim();
        text = text.Length > 0 && text[0] == '|' ? text.Substring(1) : text;
        List<string> cells = [];
        int start = 0;
        bool isCode = false;
        for (int i = 0; i < text.Length; i++)
        {
            isCode ^= text[i] == '`';
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '|' && !isCode)
            {
                cells.Add(text.Substring(start, i - start).Trim());
                start = i + 1;
            }
        }

        if (text.Substring(start).Trim() is { Length: > 0 } last)
        {
            cells.Add(last);
        }

        return cells;
    }

    private static IEnumerable<string> Fit(List<string> cells, int columns) =>
        Enumerable.Range(0, columns).Select(at => at < cells.Count ? cells[at] : string.Empty);

    private StyledText[] Row(string row, TextStyle style) =>
        [.. Fit(Cells(row), _isRight.Length).Select(cell => Styled(cell, style))];

    private StyledText Styled(string cell, TextStyle style)
    {
        _cell = new StyledText();
        _inline.Begin(style);
        _inline.Write(cell);
        _inline.End();
        return _cell;
    }

    // The widest column is narrowed first.
    private int[]? Widths(int room)
    {
        int[] widths = [.. _isRight.Select((_, column) => Math.Max(1, _rows.Max(row => row[column].Cells)))];
        int available = room - ((widths.Length - 1) * Gap.Length);
        if (widths.Length == 0 || available < widths.Sum(static width => Math.Min(width, NarrowestColumn)))
        {
            return null;
        }

        widths = [.. widths.Select(width => Math.Min(width, available))];
        for (int excess = widths.Sum() - available; excess > 0; excess--)
        {
            widths[Array.IndexOf(widths, widths.Max())]--;
        }

        return widths;
    }

    private void WriteRow(LineWriter lines, StyledText[] cells)
    {
        List<StyledText>[] wrapped = new List<StyledText>[cells.Length];
        int height = 1;
        for (int column = 0; column < cells.Length; column++)
        {
            wrapped[column] = cells[column].Wrap(_widths[column]);
            height = Math.Max(height, wrapped[column].Count);
        }

        StyledText text = new();
        for (int line = 0; line < height; line++)
        {
            text.Clear();
            for (int column = 0; column < cells.Length; column++)
            {
                StyledText? cell = line < wrapped[column].Count ? wrapped[column][line] : null;
                int padding = _widths[column] - (cell?.Cells ?? 0);
                bool isLast = column == cells.Length - 1;
                text.Pad(_isRight[column] ? padding : 0);
                text.Append(cell ?? Nothing);
                text.Pad((_isRight[column] || isLast ? 0 : padding) + (isLast ? 0 : Gap.Length));
            }

            lines.Write(text);
        }
    }
}
