namespace OfoxPS.Core.Terminal;

/// <summary>What stands at a place of a line.</summary>
internal enum InlineKind
{
    /// <summary>Not decided: more of the line must come.</summary>
    Open,

    /// <summary>Text that stands for itself, code included.</summary>
    Text,

    /// <summary>Text in a style, with more Markdown in it.</summary>
    Styled,

    /// <summary>A link: its text, and where it goes.</summary>
    Link,
}
