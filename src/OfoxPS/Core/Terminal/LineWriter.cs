using System.Text;

namespace OfoxPS.Core.Terminal;

/// <summary>
/// Wraps text between words into lines of a terminal. The last word is held back until it is complete, and nothing is written twice. A word
/// that is longer than a line stays in one piece, so that an address can be copied.
/// </summary>
/// <param name="width">
/// The width of the window in cells; asked again after each <see cref="Take"/>, because a window can be resized.
/// </param>
/// <param name="styled">Whether control sequences are written.</param>
internal sealed class LineWriter(Func<int> width, bool styled)
{
    private const int TabStop = 8;

    // In characters: a word that is longer, and longer than two lines, is written before its end has come.
    private const int LongestWord = 64;

    private const int LongestSpaces = 1000;

    private readonly StringBuilder _output = new();
    private readonly StyledText _word = new();
    private readonly StyledText _spaces = new();
    private StyledText? _indent;
    private int _lineWidth;
    private int _column;
    private int _textColumn;
    private bool _wordGoesOn;
    private char _highSurrogate;

    /// <summary>The widest that a line becomes. The last cell stays free: some terminals begin a new line when it is filled.</summary>
    public int LineWidth => _lineWidth > 0 ? _lineWidth : _lineWidth = Math.Max(1, width() - 1);

    /// <summary>Begins a line with a marker, such as a bullet, and says what further lines of it begin with.</summary>
    public void Begin(StyledText marker, StyledText indent)
    {
        // In a very narrow window there is no room for both.
        _indent = indent.Cells > LineWidth / 2 ? null : indent;
        Put(marker);
        _textColumn = _column;
    }

    public void Write(string text, TextStyle style)
    {
        foreach (char c in text)
        {
            Write(c, style);
        }
    }

    public void Write(char c, TextStyle style)
    {
        if (_highSurrogate != '\0')
        {
            char high = _highSurrogate;
            _highSurrogate = '\0';
            if (char.IsLowSurrogate(c))
            {
                BreakBefore(char.ConvertToUtf32(high, c));
                _word.Append(high, style);
                _word.Append(c, style);
                PutLongWord();
                return;
            }

            _word.Append('\uFFFD', style);
        }

        switch (c)
        {
            case '\n':
                NewLine();
                break;
            case ' ' or '\t':
                PutWord();
                _wordGoesOn = false;
                _spaces.Append(c, style);
                PutLongSpaces();
                break;
            case not '\0' when char.IsHighSurrogate(c):
                _highSurrogate = c;
                break;
            default:
                BreakBefore(c);
                _word.Append(char.IsLowSurrogate(c) ? '\uFFFD' : c, style);
                PutLongWord();
                break;
        }
    }

    /// <summary>Writes a whole line as it is, however long it is.</summary>
    public void Write(StyledText line, bool newLine = true)
    {
        PutWord();
        Put(line);
        if (newLine)
        {
            EndLine();
        }
    }

    public void NewLine()
    {
        PutWord();
        EndLine();
    }

    /// <summary>Nothing more comes: the last word is whole.</summary>
    public void End()
    {
        if (_highSurrogate != '\0')
        {
            _highSurrogate = '\0';
            _word.Append('\uFFFD', TextStyle.None);
        }

        PutWord();
    }

    /// <summary>What can be shown so far and was not taken yet.</summary>
    public string Take()
    {
        string text = _output.ToString();
        _output.Clear();
        _lineWidth = 0;
        return text;
    }

    private void BreakBefore(int point)
    {
        if (_word.Length > 0)
        {
            char last = _word[_word.Length - 1];
            int before = char.IsLowSurrogate(last) && _word.Length > 1 ? char.ConvertToUtf32(_word[_word.Length - 2], last) : last;
            if (LineBreaks.IsAllowed(before, point))
            {
                PutWord();
                _wordGoesOn = false;
            }
        }
    }

    // A word that is longer than a line gets a line of its own, so its end need not be awaited.
    private void PutLongWord()
    {
        if (_word.Length > LongestWord && _word.Length > 2 * LineWidth)
        {
            PutWord();
            _wordGoesOn = true;
        }
    }

    // White space that is longer than a line cannot be between two words of it.
    private void PutLongSpaces()
    {
        if (_spaces.Length > LongestSpaces)
        {
            Put(_spaces, SpaceCells());
            _spaces.Clear();
        }
    }

    private void PutWord()
    {
        if (_word.Length == 0)
        {
            return;
        }

        int cells = _word.Cells;
        int spaces = SpaceCells();
        if (!_wordGoesOn && _column > _textColumn && _column + spaces + cells > LineWidth)
        {
            _output.Append('\n');
            ResetLine();
            if (_indent is not null)
            {
                Put(_indent);
            }

            _textColumn = _column;
        }
        else
        {
            Put(_spaces, spaces);
        }

        _spaces.Clear();
        Put(_word, cells);
        _word.Clear();
    }

    private void EndLine()
    {
        _output.Append('\n');
        _spaces.Clear();
        _indent = null;
        ResetLine();
    }

    private void ResetLine() => (_column, _textColumn, _wordGoesOn) = (0, 0, false);

    private void Put(StyledText text) => Put(text, text.Cells);

    private void Put(StyledText text, int cells)
    {
        text.WriteTo(_output, styled);
        _column += cells;

        // The terminal wraps text that is longer than its line.
        int windowWidth = LineWidth + 1;
        _column = _column > windowWidth ? ((_column - 1) % windowWidth) + 1 : _column;
    }

    private int SpaceCells()
    {
        int end = _column;
        for (int i = 0; i < _spaces.Length; i++)
        {
            end += _spaces[i] == '\t' ? TabStop - (end % TabStop) : 1;
        }

        return end - _column;
    }
}
