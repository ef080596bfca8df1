namespace OfoxPS.Core.Json;

/// <summary>
/// How many objects and arrays are open, and whether a string is, in JSON that comes character by character. <c>Utf8JsonReader</c> is
/// stricter than models are: it refuses a string with a line break.
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
