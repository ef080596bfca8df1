using System.Collections.Generic;
using System.IO;

namespace OfoxPS.Core.Recording;

/// <summary>The images of a cassette's requests: files named by their hash, in a folder beside it.</summary>
internal static class ImageStore
{
    public static string FolderOf(string cassette) => Path.ChangeExtension(cassette, ".images");

    public static void Keep(string cassette, IEnumerable<StoredImage> images)
    {
        foreach (StoredImage image in images)
        {
            string path = Path.Combine(FolderOf(cassette), image.FileName);
            if (File.Exists(path))
            {
                continue;
            }

            Directory.CreateDirectory(FolderOf(cassette));
            using Stream bytes = image.Open();
            LocalFile.Replace(path, bytes.CopyTo);
        }
    }
}
