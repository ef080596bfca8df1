using System.Runtime.InteropServices;

namespace OfoxPS.Core.Files;

/// <summary>The names of files: what a link stands for, and which names are of one file.</summary>
internal static class FileName
{
    private static readonly bool HasCase =
        !RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && !RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    /// <summary>
    /// The path of the file that a path leads to: where the name itself is a link, its last target, which need not be there.
    /// </summary>
    /// <exception cref="FileException">It is no path, or links lead in a circle.</exception>
    public static string Target(string path) => Sharing.Try(() =>
    {
        string full = Path.GetFullPath(path);
        return Poly.LinkTarget(full) ?? full;
    });

    /// <summary>
    /// An identifier that is the same for every path to one name, whichever links it goes through: the device and number of the directory,
    /// and the name in it. It belongs to the name, not to the file, which may be replaced.
    /// </summary>
    /// <param name="target">The path, as <see cref="Target"/> gives it.</param>
    public static string Key(string target)
    {
        string name = HasCase ? Path.GetFileName(target) : Path.GetFileName(target).ToUpperInvariant();
        return Path.GetDirectoryName(target) is { Length: > 0 } folder
            && FileState.Of(folder) is { Type: FileType.Directory, Identity: not (0, 0) and var known }
            ? $"{known.Device}:{known.Number}/{name}"
            : HasCase ? target : WithoutPrefix(target).ToUpperInvariant();
    }

    /// <summary>A path without the <c>\\?\</c> before it, which in Windows only says that the path is taken as it is.</summary>
    public static string WithoutPrefix(string path) => Path.DirectorySeparatorChar != '\\' ? path
        : path.StartsWith(@"\\?\UNC\", StringComparison.OrdinalIgnoreCase) ? path.Remove(2, 6)
        : path.StartsWith(@"\\?\", StringComparison.Ordinal) || path.StartsWith(@"\\.\", StringComparison.Ordinal) ? path.Substring(4)
        : path;

    /// <summary>The full path that a text means: <c>~</c> is the home directory, and what is not rooted begins at a directory.</summary>
    /// <param name="text">The text, such as the value of an environment variable.</param>
    /// <param name="folder">The directory where it begins; null for the home directory.</param>
    /// <returns>Null for what cannot be a path.</returns>
    public static string? Full(string text, string? folder)
    {
        bool isOfHome = text == "~" || text.StartsWith("~/", StringComparison.Ordinal) || text.StartsWith(@"~\", StringComparison.Ordinal);
        try
        {
            return Path.GetFullPath(Path.Combine(
                isOfHome || folder is null ? UserFolder.Home() : folder,
                isOfHome ? text.Substring(1).TrimStart('/', '\\') : text));
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            return null;
        }
    }
}
