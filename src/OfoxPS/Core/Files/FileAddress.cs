namespace OfoxPS.Core.Files;

/// <summary>
/// A file as an address (<c>file:///folder/name.png#sha256=...</c>). The hash is of the content: an address in a file that somebody else
/// wrote can only name content that its author had, and cannot make this user send another file.
/// </summary>
internal static class FileAddress
{
    private const string Scheme = "file://";
    private const string Hash = "#sha256=";

    /// <summary>Whether a text is such an address, of whatever form.</summary>
    public static bool IsOne(string text) => text.StartsWith("file:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a path leads to another machine. Opening one tells that machine who the user is.</summary>
    public static bool IsElsewhere(string path) =>
        FileName.WithoutPrefix(path).Replace(Path.DirectorySeparatorChar, '/').StartsWith("//", StringComparison.Ordinal);

    /// <summary>The address of a file: its full path, and the SHA-256 of its content in small letters, where that is known.</summary>
    public static string Of(string path, string? hash)
    {
        string name = FileName.WithoutPrefix(path).Replace(Path.DirectorySeparatorChar, '/');
        string begin = name[0] == '/' ? string.Empty : "/";
        return $"{Scheme}{begin}{string.Join("/", name.Split('/').Select(Escaped))}{(hash is null ? string.Empty : Hash + hash)}";
    }

    /// <summary>The path and the hash of an address.</summary>
    /// <returns>The path is null where it is no address of a file of this machine, and the hash where none is in it.</returns>
    public static (string? Path, string? Hash) Read(string address)
    {
        int end = address.IndexOf('#');
        string bare = end < 0 ? address : address.Substring(0, end);
        string? hash = end >= 0 && address.Substring(end).StartsWith(Hash, StringComparison.OrdinalIgnoreCase)
            ? address.Substring(end + Hash.Length).ToLowerInvariant() : null;
        const string OfThisMachine = Scheme + "localhost";
        string path = bare.StartsWith(OfThisMachine + "/", StringComparison.OrdinalIgnoreCase) ? bare.Substring(OfThisMachine.Length)
            : bare.StartsWith(Scheme + "/", StringComparison.OrdinalIgnoreCase) ? bare.Substring(Scheme.Length)
            : string.Empty;
        path = Uri.UnescapeDataString(path);
        bool isOfDrive = path.Length > 2 && path[2] == ':';
        return path.Length < 2 || path.IndexOf('\0') >= 0 || path.Replace('\\', '/').StartsWith("//", StringComparison.Ordinal)
            ? (null, hash)
            : (isOfDrive && Path.DirectorySeparatorChar == '\\' ? path.Substring(1).Replace('/', '\\') : path, hash);
    }

    // The colon of a drive stays as it is.
    private static string Escaped(string part) => part.Length == 2 && part[1] == ':' ? part : Uri.EscapeDataString(part);
}
