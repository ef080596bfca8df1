namespace OfoxPS.Core.Terminal;

/// <summary>What a line of Markdown begins.</summary>
internal enum BlockKind
{
    /// <summary>Not decided: more of the line must come.</summary>
    Open,

    /// <summary>Text that goes on, or begins, a paragraph.</summary>
    Paragraph,

    Heading,

    Item,

    Quote,

    /// <summary>A line across the window.</summary>
    Rule,

    /// <summary>The first line of code.</summary>
    Fence,

    /// <summary>A row of a table, or what may be one.</summary>
    Row,
}
