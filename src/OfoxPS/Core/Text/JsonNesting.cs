namespace OfoxPS.Core.Text;

/// <summary>
/// Counts the open objects and arrays in JSON that arrives character by character, and knows whether a string is open. It is the one place
/// that finds strings and brackets in JSON which <c>Utf8JsonReader</c> refuses: models write line breaks into strings, and a server's body
/// may be cut anywhere. What is no JSON at all, such as single quotes, only <c>LooseJson</c> reads.
/// </summary>
internal struct JsonNesting
{
    private bool _escaped;

    /// <summary>How many objects and arrays are open.</summary>
    public int Depth { get; private set; }

    /// <summary>A string is open.</summary>
    public bool InText { get; private set; }

    /// <summary>Takes the next character.</summary>
    public void Add(char c)
    {
        if (InText)
        {
            InText = _escaped || c != '"';
            _escaped = !_escaped && c == '\\';
        }
        else
        {
            InText = c == '"';
            Depth += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
        }
    }
}
