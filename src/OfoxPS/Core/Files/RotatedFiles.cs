namespace OfoxPS.Core.Files;

/// <summary>
/// A file that is begun anew when it is full, and the older ones beside it: name.1.ext is the newest of them. name.0.ext and one beyond the
/// number that is kept are there only while files are moved, and after a move that failed.
/// </summary>
internal sealed class RotatedFiles(string path)
{
    /// <summary>How many older ones are kept.</summary>
    public const int Kept = 5;

    /// <summary>The files that there are, oldest first.</summary>
    public IReadOnlyList<string> All() =>
        [.. Enumerable.Range(0, Kept + 2).Reverse().Select(Name).Append(path).Where(RegularFile.Exists)];

    /// <summary>
    /// Makes room for a new file. The full one is moved first: in Windows it cannot be where somebody reads it, and then nothing else is
    /// touched. The older ones move up only as far as there is room, and the oldest is deleted only when all others have moved.
    /// </summary>
    /// <param name="beginning">How a file of this kind begins. One of another kind is neither moved nor deleted.</param>
    /// <exception cref="FileException">A file cannot be moved. None has been lost.</exception>
    public void Rotate(string beginning)
    {
        int free = Enumerable.Range(1, Kept + 1).FirstOrDefault(number => FileState.Of(Name(number)).Type == FileType.None);
        int last = free == 0 ? Kept + 1 : free;
        foreach (string older in Enumerable.Range(0, last + 1).Select(Name))
        {
            Check(older, beginning);
        }

        if (FileState.Of(Name(0)).Type == FileType.None)
        {
            RegularFile.Move(path, Name(0));
        }

        if (free == 0)
        {
            RegularFile.Delete(Name(last));
        }

        for (int number = last - 1; number >= 0; number--)
        {
            Move(number);
        }

        if (RegularFile.Exists(Name(Kept + 1)))
        {
            RegularFile.Delete(Name(Kept + 1));
        }
    }

    private static void Check(string file, string beginning)
    {
        FileType type = FileState.Of(file).Type;
        if (type != FileType.None && (type != FileType.Regular || !AppendFile.IsOfKind(file, beginning)))
        {
            throw new FileException($"'{Path.GetFileName(file)}' is a file of another kind, and has been left as it is");
        }
    }

    private void Move(int number)
    {
        try
        {
            RegularFile.Move(Name(number), Name(number + 1));
        }
        catch (FileException error)
        {
            string from = Path.GetFileName(Name(number)), to = Path.GetFileName(Name(number + 1));
            throw new FileException($"'{from}' cannot be moved to '{to}': {error.Message}", error);
        }
    }

    private string Name(int number) => Path.Combine(
        Path.GetDirectoryName(path) ?? string.Empty,
        $"{Path.GetFileNameWithoutExtension(path)}.{number}{Path.GetExtension(path)}");
}
