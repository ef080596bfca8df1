namespace OfoxPS.Core.Terminal;

/// <summary>Text as it is, wrapped between words.</summary>
/// <param name="width">The width of the window in cells.</param>
internal sealed class PlainRenderer(Func<int> width) : ITextRenderer
{
    private readonly LineWriter _lines = new(width, styled: false);

    /// <inheritdoc/>
    public string Append(string text)
    {
        _lines.Write(text, TextStyle.None);
        return _lines.Take();
    }

    /// <inheritdoc/>
    public string End()
    {
        _lines.End();
        return _lines.Take();
    }
}
