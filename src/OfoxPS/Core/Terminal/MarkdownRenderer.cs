using System;
using System.Collections.Generic;
using System.Text;

namespace OfoxPS.Core.Terminal;

/// <summary>
/// The Markdown that models write, styled for a terminal while it arrives. Each line is shown once it is known what it is; only what needs
/// its end is kept: a word, a span of bold, a table.
/// </summary>
internal sealed class MarkdownRenderer : ITextRenderer
{
    private const string Bullet = "•";

    private const string Bar = "│ ";

    private readonly LineWriter _lines;
    private readonly InlineMarkdown _inline;
    private readonly StringBuilder _line = new();
    private readonly List<string> _rows = [];
    private CodeFence? _fence;
    private bool _isInline;
    private int _quotes;

    /// <param name="width">The width of the window in cells.</param>
    public MarkdownRenderer(Func<int> width)
    {
        _lines = new LineWriter(width, styled: true);
        _inline = new InlineMarkdown(_lines.Write);
    }

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
                Decide();
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

        (_isInline, _quotes) = (false, 0);
    }

    private void Decide()
    {
        BlockStart start = BlockStart.Of(_line.ToString(), ended: false);
        if (start.Kind == BlockKind.Quote)
        {
            _quotes++;
            _line.Clear();
        }
        else if (start.Kind != BlockKind.Open)
        {
            ShowRows(isLast: false);
            Begin(start);
        }
    }

    // The line has ended before it was clear what it is, or it is one that is shown as a whole.
    private void EndUndecided(bool isLast)
    {
        string line = _line.ToString();
        _line.Clear();
        if (_fence is not null)
        {
            CodeLine(line, isLast);
            return;
        }

        BlockStart start = BlockStart.Of(line, ended: true);
        if (start.Kind == BlockKind.Row && _quotes == 0)
        {
            _rows.Add(line);
            if (_rows.Count == 2 && !MarkdownTable.IsDelimiter(line))
            {
                ShowRows(isLast);
            }

            return;
        }

        ShowRows(isLast: false);
        switch (start.Kind)
        {
            case BlockKind.Rule:
                _lines.Write(new string('─', Math.Min(_lines.LineWidth, 40)), TextStyle.Dim);
                break;
            case BlockKind.Fence:
                _fence = new CodeFence(start.Marker, line.Substring(start.Indent + start.Marker.Length).Trim());
                StyledText top = new();
                top.Append(_fence.Top, TextStyle.Dim);
                _lines.Write(top, newLine: false);
                break;
            default:
                _line.Append(line);
                Begin(new(BlockKind.Paragraph));
                _inline.End();
                break;
        }

        _isInline = false;
        if (!isLast)
        {
            _lines.NewLine();
        }
    }

    private void CodeLine(string line, bool isLast)
    {
        bool closes = _fence!.IsClosedBy(line);
        StyledText text = new();
        text.Append(closes ? CodeFence.Bottom : line, closes ? TextStyle.Dim : TextStyle.None);
        _fence = closes ? null : _fence;
        _lines.Write(text, newLine: !isLast);
    }

    private void Begin(BlockStart start)
    {
        StyledText marker = Quotes();
        StyledText indent = Quotes();
        string rest = _line.ToString().Substring(start.Length);
        _line.Clear();
        TextStyle style = TextStyle.None;
        switch (start.Kind)
        {
            case BlockKind.Heading:
                style = start.Marker.Length == 1 ? TextStyle.Bold | TextStyle.Underline : TextStyle.Bold;
                break;
            case BlockKind.Item:
                string shown = start.Marker.Length == 1 ? Bullet : start.Marker;
                marker.Append(new string(' ', start.Indent), TextStyle.None);
                marker.Append(shown + " ", TextStyle.Dim);
                indent.Append(new string(' ', start.Indent + shown.Length + 1), TextStyle.None);
                break;
            case BlockKind.Paragraph:
                // What belongs to an item, below its text. The bar of a quote brings its own space.
                string spaces = new(' ', rest.Length - rest.TrimStart(' ').Length);
                rest = rest.Substring(spaces.Length);
                spaces = _quotes > 0 && spaces.Length > 0 ? spaces.Substring(1) : spaces;
                marker.Append(spaces, TextStyle.None);
                indent.Append(spaces, TextStyle.None);
                break;
        }

        _lines.Begin(marker, indent);
        _inline.Begin(style);
        _isInline = true;
        foreach (char c in rest)
        {
            _inline.Write(c);
        }
    }

    private StyledText Quotes()
    {
        StyledText bars = new();
        for (int i = 0; i < _quotes; i++)
        {
            bars.Append(Bar, TextStyle.Dim);
        }

        return bars;
    }

    private void ShowRows(bool isLast)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        string[] rows = [.. _rows];
        _rows.Clear();
        if (MarkdownTable.Read(rows) is { } table && table.Write(_lines))
        {
            return;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            _inline.Begin(TextStyle.None);
            foreach (char c in rows[i])
            {
                _inline.Write(c);
            }

            _inline.End();
            if (!isLast || i + 1 < rows.Length)
            {
                _lines.NewLine();
            }
        }
    }
}
