using System.Collections.Generic;
using System.IO;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Recording;

/// <summary>The images of a cassette's requests: files named by the hash of what is in them, in a directory beside the cassette.</summary>
internal static class ImageStore
{
    public static string FolderOf(string cassette) => Path.ChangeExtension(cassette, ".images");

    /// <exception cref="FileException">An image cannot be written.</exception>
    public static void Keep(string cassette, IEnumerable<StoredImage> images)
    {
        foreach (StoredImage image in images)
        {
            string path = Path.Combine(FolderOf(cassette), image.FileName);
            if (!RegularFile.Exists(path))
            {
                using Stream bytes = image.Open();
                WholeFile.Replace(path, bytes.CopyTo);
            }
        }
    }

    /// <summary>Removes the images that the text of a cassette does not name, and the directory where nothing is left in it.</summary>
    /// <exception cref="FileException">An image cannot be removed.</exception>
    public static void Drop(string cassette, string text) =>
        HashedFiles.Remove(FolderOf(cassette), hash => !text.Contains(hash));
}
