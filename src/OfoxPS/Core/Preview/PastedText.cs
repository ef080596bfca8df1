namespace OfoxPS.Core.Preview;

/// <summary>A text with gaps where secrets stood. Whoever pastes it has them in environment variables.</summary>
internal sealed class PastedText
{
    private readonly List<(string Text, bool IsVariable)> _pieces = [];

    public PastedText(string literal = "") => Literal(literal);

    public IReadOnlyList<(string Text, bool IsVariable)> Pieces => _pieces;

    /// <summary>There are gaps, and nothing around them that a shell would read as anything but text.</summary>
    public bool IsSimple =>
        _pieces.Any(static piece => piece.IsVariable) && _pieces.All(static piece => piece.IsVariable || piece.Text.All(IsPlain));

    /// <summary>A name for the variable of something that has a name itself: OFOX_HEADER_X_TEAM.</summary>
    public static string NameOf(string prefix, string name) =>
        prefix + new string([.. name.ToUpperInvariant().Select(static c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? c : '_')]);

    public PastedText Literal(string text)
    {
        if (_pieces.Count > 0 && !_pieces[_pieces.Count - 1].IsVariable)
        {
            text = _pieces[_pieces.Count - 1].Text + text;
            _pieces.RemoveAt(_pieces.Count - 1);
        }

        if (text.Length > 0)
        {
            _pieces.Add((text, false));
        }

        return this;
    }

    public PastedText Variable(string name)
    {
        _pieces.Add((name, true));
        return this;
    }

    /// <summary>The text, with something in each gap.</summary>
    public string ToString(Func<string, string> fill) =>
        string.Concat(_pieces.Select(piece => piece.IsVariable ? fill(piece.Text) : piece.Text));

    private static bool IsPlain(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or ' ' or '-' or ':' or '.' or ',' or '/';
}
