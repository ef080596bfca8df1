namespace OfoxPS.Core.Text;

/// <summary>The kind of a file that is not text, by which the API takes it.</summary>
internal enum MediaKind
{
    /// <summary>A picture.</summary>
    Image,

    /// <summary>A document of pages.</summary>
    Document,

    /// <summary>Sound.</summary>
    Audio,
}
