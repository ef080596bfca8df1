using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

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

    /// <summary>Removes the images that the text of a cassette does not name, and the folder where nothing is left in it.</summary>
    public static void Drop(string cassette, string text)
    {
        DirectoryInfo folder = new(FolderOf(cassette));
        if (!folder.Exists)
        {
            return;
        }

        foreach (FileInfo file in folder.GetFiles().Where(file => IsOurs(file) && !text.Contains(Path.GetFileNameWithoutExtension(file.Name))))
        {
            file.Delete();
        }

        if (folder.GetFileSystemInfos().Length == 0)
        {
            folder.Delete();
        }
    }

    // What somebody else has put there stays.
    private static bool IsOurs(FileInfo file) => Path.GetFileNameWithoutExtension(file.Name) is { Length: 64 } hash && hash.All(Uri.IsHexDigit);
}
