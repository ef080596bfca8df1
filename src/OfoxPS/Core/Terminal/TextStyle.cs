namespace OfoxPS.Core.Terminal;

/// <summary>How a run of text looks on a terminal; the values combine.</summary>
[Flags]
internal enum TextStyle : byte
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Italic = 4,
    Underline = 8,
    Strikethrough = 16,
    Code = 32,
}
