namespace OfoxPS.Core.Files;

/// <summary>Files that are named by the SHA-256 of their content. Only a file whose name matches its content is deleted.</summary>
internal static class HashedFiles
{
    private const int Digits = 64;

    /// <summary>
    /// Removes files of a directory by their hashes, and the directory itself where nothing is left in it, if it is there at all. What
    /// somebody else has put there stays.
    /// </summary>
    /// <exception cref="FileException">A file cannot be removed.</exception>
    public static void Remove(string folder, Predicate<string> isUnused)
    {
        try
        {
            DirectoryInfo place = new(folder);
            if (!place.Exists)
            {
                return;
            }

            foreach (FileInfo file in place.GetFiles().Where(file => IsOurs(file) && isUnused(HashIn(file))))
            {
                RegularFile.Delete(file.FullName);
            }

            if (place.GetFileSystemInfos().Length == 0)
            {
                place.Delete();
            }
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            throw FileException.Of(error);
        }
    }

    private static string HashIn(FileInfo file) => Path.GetFileNameWithoutExtension(file.Name);

    private static bool IsOurs(FileInfo file)
    {
        if (HashIn(file).Length != Digits || !RegularFile.Exists(file.FullName))
        {
            return false;
        }

        using Stream content = RegularFile.Read(file.FullName);
        return Sha256.TextOf(content) == HashIn(file);
    }
}
