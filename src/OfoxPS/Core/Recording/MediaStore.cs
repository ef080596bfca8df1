using OfoxPS.Core.Files;

namespace OfoxPS.Core.Recording;

/// <summary>
/// The pictures, documents and sounds of a cassette's requests: files named by the SHA-256 of their content, in a directory beside the
/// cassette.
/// </summary>
internal static class MediaStore
{
    public static string FolderOf(string cassette) => Path.ChangeExtension(cassette, ".images");

    /// <exception cref="FileException">One cannot be written.</exception>
    public static void Keep(string cassette, IEnumerable<StoredMedia> media)
    {
        foreach (StoredMedia one in media)
        {
            string path = Path.Combine(FolderOf(cassette), one.FileName);
            if (!RegularFile.Exists(path))
            {
                using Stream bytes = one.Open();
                FileContent.Replace(path, bytes.CopyTo);
            }
        }
    }

    /// <summary>Removes those that the text of a cassette does not name, and the directory where nothing is left in it.</summary>
    /// <exception cref="FileException">One cannot be removed.</exception>
    public static void Drop(string cassette, string text) =>
        HashedFiles.Remove(FolderOf(cassette), hash => !text.Contains(hash));
}
