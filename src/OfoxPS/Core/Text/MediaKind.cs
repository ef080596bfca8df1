namespace OfoxPS.Core.Text;

/// <summary>What a file that is no text is for a model.</summary>
internal enum MediaKind
{
    /// <summary>A picture.</summary>
    Image,

    /// <summary>A document of pages.</summary>
    Document,

    /// <summary>Sound.</summary>
    Audio,
}
