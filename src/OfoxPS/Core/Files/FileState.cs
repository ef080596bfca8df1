using System.Runtime.InteropServices;

namespace OfoxPS.Core.Files;

/// <summary>What the file system says of a name, links followed, without opening anything.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Length">Its length in bytes; 0 for what is not a regular file.</param>
/// <param name="Changed">When its content was last changed, in ticks of UTC.</param>
/// <param name="Identity">
/// Tells it apart from every other file while it exists, whatever its names: device and number. Zeros in Windows.
/// </param>
internal readonly record struct FileState(FileType Type, long Length, long Changed, (long Device, long Number) Identity)
{
    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    public bool IsRegular => Type == FileType.Regular;

    /// <summary>The state of what a path names.</summary>
    public static FileState Of(string path) => UnixFile.IsKnown ? UnixFile.Of(path) : Managed(path);

    /// <summary>The state of an open file, which may have been renamed or removed since.</summary>
    public static FileState Of(Stream file) =>
        UnixFile.IsKnown ? UnixFile.Of(((FileStream)file).SafeFileHandle) : Managed(((FileStream)file).Name);

    private static FileState Managed(string path)
    {
        try
        {
            return IsDeviceName(path) ? new FileState(FileType.Device, 0, 0, default) : OfEntry(path);
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            // .NET Framework does not even ask for a name that Windows does not allow, such as a pattern.
            return default;
        }
    }

    private static FileState OfEntry(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? new FileState(FileType.Regular, file.Length, file.LastWriteTimeUtc.Ticks, default)
            : new FileState(Directory.Exists(path) ? FileType.Directory : FileType.None, 0, 0, default);
    }

    // In Windows a name such as NUL or CON becomes \\.\NUL; a path of a drive can be written so too.
    private static bool IsDeviceName(string path)
    {
        if (!IsWindows)
        {
            return AppendFile.IsStream(path);
        }

        string full = Path.GetFullPath(path);
        return full.StartsWith(@"\\.\", StringComparison.Ordinal) && !(full.Length > 6 && full[5] == ':' && full[6] == '\\');
    }
}
