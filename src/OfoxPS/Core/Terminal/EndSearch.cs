namespace OfoxPS.Core.Terminal;

/// <summary>How far the end of one span was looked for.</summary>
/// <param name="At">Where the span begins.</param>
/// <param name="Next">The first character that was not looked at.</param>
/// <param name="Depth">How many brackets are open before it.</param>
internal readonly record struct EndSearch(int At, int Next, int Depth = 0)
{
    /// <summary>The same search, after characters were removed from the beginning of the text.</summary>
    public EndSearch Without(int length) => new(At - length, Next - length, Depth);
}
