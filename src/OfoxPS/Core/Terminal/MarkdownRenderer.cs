using System.Text;

namespace OfoxPS.Core.Terminal;

/// <summary>
/// Styles the Markdown of models for a terminal while it arrives. A line is shown as soon as its kind is known; only what needs its end is
/// held back: a word, a span of bold, a table. That has a limit, and each character is read a bounded number of times.
/// </summary>
internal sealed class MarkdownRenderer : ITextRenderer
{
    /// <summary>Characters of a table after which it is shown, and further rows in the columns that it has by then.</summary>
    public const int LongestTable = 64 * 1024;

    private const int DeepestQuote = 32;

    private const string Bullet = "•";

    private const string Bar = "│ ";

    private readonly LineWriter _lines;
    private readonly InlineWriter _inline;
    private readonly LineStart _start = new();
    private readonly StringBuilder _line = new();
    private readonly List<string> _rows = [];
    private int _rowsLength;
    private MarkdownTable? _table;
    private CodeFence? _fence;
    private bool _isInline;
    private bool _isWithinCode;
    private int _quotes;

    /// <param name="width">The width of the window in cells.</param>
    public MarkdownRenderer(Func<int> width)
    {
        _lines = new LineWriter(width, styled: true);
        _inline = new InlineWriter(_lines.Write);
    }

    /// <summary>How many characters were looked at in search of the ends of spans, outside of tables.</summary>
    public long Looks => _inline.Looks;

    /// <inheritdoc/>
    public string Append(string text)
    {
        foreach (char c in text)
        {
            Add(c);
        }

        return _lines.Take();
    }

    /// <inheritdoc/>
    public string End()
    {
        if (_isInline)
        {
            _inline.End();
        }
        else if (_line.Length > 0)
        {
            EndUndecided(isLast: true);
        }

        ShowRows(isLast: true);
        _lines.End();
        return _lines.Take();
    }

    private void Add(char c)
    {
        if (c == '\n')
        {
            EndLine();
        }
        else if (_isInline)
        {
            _inline.Write(c);
        }
        else
        {
            _line.Append(c);
            if (_fence is null)
            {
                Decide(c);
            }
            else if (_line.Length > LineStart.Longest && !char.IsHighSurrogate(c))
            {
                // Longer than any closing code fence.
                ShowCode(newLine: false);
                _isWithinCode = true;
            }
        }
    }

    private void EndLine()
    {
        if (_isInline)
        {
            _inline.End();
            _lines.NewLine();
        }
        else
        {
            EndUndecided(isLast: false);
        }

        (_isInline, _isWithinCode, _quotes) = (false, false, 0);
        _start.Clear();
    }

    private void Decide(char c)
    {
        BlockKind kind = _start.Add(c);
        if (kind == BlockKind.Quote && _quotes < DeepestQuote)
        {
            _quotes++;
            _line.Clear();
            _start.Clear();
        }
        else if (kind != BlockKind.Open || (_start.Mark == '|' && _quotes > 0))
        {
            ShowRows(isLast: false);
            Begin(kind);
        }
    }

    // Shows a line that ended before its kind was known, or that is shown only when it is complete.
    private void EndUndecided(bool isLast)
    {
        if (_fence is not null)
        {
            EndCodeLine(isLast);
            return;
        }

        BlockKind kind = _start.End();
        if (kind == BlockKind.Row)
        {
            EndRow(isLast);
            return;
        }

        ShowRows(isLast: false);
        switch (kind)
        {
            case BlockKind.Rule:
                _lines.Write(new string('─', Math.Min(_lines.LineWidth, 40)), TextStyle.Dim);
                break;
            case BlockKind.Fence:
                _fence = new CodeFence(new string(_start.Mark, _start.Run), _line.ToString().Substring(_start.Indent + _start.Run).Trim());
                _lines.Write(new StyledText(_fence.Top, TextStyle.Dim), newLine: false);
                break;
            default:
                Begin(BlockKind.Paragraph);
                _inline.End();
                break;
        }

        _line.Clear();
        _isInline = false;
        if (!isLast)
        {
            _lines.NewLine();
        }
    }

    private void EndCodeLine(bool isLast)
    {
        if (_isWithinCode || !_fence!.IsClosedBy(_line.ToString()))
        {
            ShowCode(newLine: !isLast);
            return;
        }

        _line.Clear();
        _fence = null;
        _lines.Write(new StyledText(CodeFence.Bottom, TextStyle.Dim), newLine: !isLast);
    }

    private void ShowCode(bool newLine)
    {
        _lines.Write(new StyledText(_line.ToString(), TextStyle.None), newLine);
        _line.Clear();
    }

    private void EndRow(bool isLast)
    {
        string row = _line.ToString();
        _line.Clear();
        if (_table is not null)
        {
            _table.Write(_lines, row);
            return;
        }

        _rows.Add(row);
        _rowsLength += row.Length;
        if (_rows.Count == 2 && !MarkdownTable.IsDelimiter(row))
        {
            ShowRows(isLast);
        }
        else if (_rowsLength > LongestTable)
        {
            _table = ShowRows(isLast);
        }
    }

    private void Begin(BlockKind kind)
    {
        StyledText marker = Quotes();
        StyledText indent = Quotes();
        string rest = kind is BlockKind.Heading or BlockKind.Item ? string.Empty : _line.ToString();
        TextStyle style = TextStyle.None;
        switch (kind)
        {
            case BlockKind.Heading:
                style = _start.Run == 1 ? TextStyle.Bold | TextStyle.Underline : TextStyle.Bold;
                break;
            case BlockKind.Item:
                string number = _line.ToString().Trim();
                string shown = number.Length == 1 ? Bullet : number;
                marker.Append(new string(' ', _start.Indent), TextStyle.None);
                marker.Append(shown + " ", TextStyle.Dim);
                indent.Append(new string(' ', _start.Indent + shown.Length + 1), TextStyle.None);
                break;
            default:
                // A paragraph of a list item is indented below its text. The bar of a quote has its own space.
                string spaces = new(' ', rest.Length - rest.TrimStart(' ').Length);
                rest = rest.Substring(spaces.Length);
                spaces = _quotes > 0 && spaces.Length > 0 ? spaces.Substring(1) : spaces;
                marker.Append(spaces, TextStyle.None);
                indent.Append(spaces, TextStyle.None);
                break;
        }

        _line.Clear();
        _lines.Begin(marker, indent);
        _inline.Begin(style);
        _isInline = true;
        _inline.Write(rest);
    }

    private StyledText Quotes() => new(string.Concat(Enumerable.Repeat(Bar, _quotes)), TextStyle.Dim);

    // Returns the table if the lines are one, so that further rows can follow in its columns.
    private MarkdownTable? ShowRows(bool isLast)
    {
        _table = null;
        if (_rows.Count == 0)
        {
            return null;
        }

        string[] rows = [.. _rows];
        _rows.Clear();
        _rowsLength = 0;
        if (MarkdownTable.Read(rows, _lines.LineWidth) is { } table && table.Write(_lines))
        {
            return table;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            _inline.Begin(TextStyle.None);
            _inline.Write(rows[i]);
            _inline.End();
            if (!isLast || i + 1 < rows.Length)
            {
                _lines.NewLine();
            }
        }

        return null;
    }
}
