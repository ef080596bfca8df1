namespace OfoxPS.Core.Terminal;

/// <summary>Makes of text that arrives in pieces what a terminal shows. What was given out once is never changed.</summary>
internal interface ITextRenderer
{
    /// <summary>Adds a piece of the text.</summary>
    /// <returns>What can be shown now; may be empty, because the piece ends within a word.</returns>
    public string Append(string text);

    /// <summary>The text is whole.</summary>
    /// <returns>What was kept back; it does not end the line.</returns>
    public string End();
}
