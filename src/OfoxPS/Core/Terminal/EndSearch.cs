namespace OfoxPS.Core.Terminal;

/// <summary>How far the end of one span was looked for.</summary>
/// <param name="at">Where the span begins.</param>
/// <param name="next">The first character that was not looked at.</param>
/// <param name="depth">How many brackets are open before it.</param>
internal readonly struct EndSearch(int at, int next, int depth = 0)
{
    private readonly int _at = at;
    private readonly int _next = next;
    private readonly int _depth = depth;

    /// <summary>The first character to look at for a span that begins there; 0 where this is the search for another one.</summary>
    public int Next(int at) => at == _at ? _next : 0;

    /// <summary>The first character to look at for a span that begins there or later; 0 where it begins earlier.</summary>
    public int NextAfter(int at) => at >= _at ? _next : 0;

    /// <summary>How many brackets are open before that character.</summary>
    public int Depth(int at) => at == _at ? _depth : 0;

    /// <summary>The same search, after characters were removed from the beginning of the text.</summary>
    public EndSearch Without(int length) => new(_at - length, _next - length, _depth);
}
