using System.Runtime.InteropServices;

namespace OfoxPS.Core.Files;

/// <summary>What a lock is made of: a gate for the threads of this process, and a file for the processes of this user.</summary>
internal sealed class LockPlace(string key)
{
    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private readonly string _name = Sha256.TextOf(key, 12) + ".lock";

    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>Closes the file, and deletes it if asked to.</summary>
    public static void Close(FileStream? file, bool deletes)
    {
        if (file is null)
        {
            return;
        }

        // Unix gives a name that is removed to the next one, so it is removed while it is held. Windows removes nothing that somebody has
        // open.
        if (deletes && UnixFile.IsKnown)
        {
            RegularFile.TryDelete(file.Name);
        }

        file.Dispose();
        if (deletes && IsWindows)
        {
            RegularFile.TryDelete(file.Name);
        }
    }

    /// <summary>Opens the file for exclusive use.</summary>
    /// <param name="retryReason">
    /// Why it has to be tried again; null where that is of no use, because the file is open here, or there is no place for it.
    /// </param>
    /// <returns>The file, open; null where another process has it open, or there is no place for it.</returns>
    public FileStream? TryOpen(out Exception? retryReason)
    {
        retryReason = null;
        if (UserFolder.Locks() is not { } folder)
        {
            return null;
        }

        string path = Path.Combine(folder, _name);
        try
        {
            FileStream file = Poly.OpenFile(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (!UnixFile.IsKnown || FileState.Of(file).Identity == FileState.Of(path).Identity)
            {
                return file;
            }

            // Its holder has removed it since it was opened, and a new file has its name: this one locks nothing.
            file.Dispose();
            retryReason = new FileException("its lock was removed");
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            // Somebody has removed the directory since it was looked at. In Windows access to a file that is being deleted is denied for a
            // moment.
            bool isDeleted = IsWindows && error is UnauthorizedAccessException && File.Exists(path);
            retryReason = isDeleted || error is DirectoryNotFoundException || Sharing.IsViolation(error) ? error : null;
        }

        return null;
    }
}
