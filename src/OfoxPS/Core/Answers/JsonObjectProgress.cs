using OfoxPS.Core.Text;

namespace OfoxPS.Core.Answers;

/// <summary>
/// Follows a JSON object that arrives in pieces and knows when its last bracket has closed, without parsing the text again with each
/// piece, which would take time in proportion to the square of its length.
/// </summary>
internal struct JsonObjectProgress
{
    private JsonNesting _nesting;
    private bool _began;
    private bool _closed;
    private bool _broken;

    /// <summary>How many characters have come.</summary>
    public long Length { get; private set; }

    /// <summary>The object is whole by its brackets, and nothing but white space follows.</summary>
    public readonly bool IsComplete => _closed && !_broken;

    /// <summary>Takes the next character.</summary>
    public void Add(char c)
    {
        Length++;
        bool wasText = _nesting.InText;
        _nesting.Add(c);
        if (!wasText && !char.IsWhiteSpace(c))
        {
            _broken |= _closed || (!_began && c != '{');
            _began = true;
            _closed = _nesting.Depth == 0 && c == '}';
        }
    }
}
