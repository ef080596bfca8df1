using System;
using System.IO;
using System.Runtime.InteropServices;
using Xunit;

namespace OfoxPS.UnitTests.Files;

/// <summary>What only the file systems of Unix have, and what Windows allows to some users only.</summary>
internal static class Unix
{
    /// <summary>Makes a named pipe; false where there are none.</summary>
    public static bool MakePipe(string path) =>
        !OperatingSystem.IsWindows() && MakeFifo(System.Text.Encoding.UTF8.GetBytes(path + "\0"), 0x180) == 0;

    /// <summary>Makes a second name of a file; false where there are none.</summary>
    public static bool TryHardLink(string link, string target) => !OperatingSystem.IsWindows()
        && Link(System.Text.Encoding.UTF8.GetBytes(target + "\0"), System.Text.Encoding.UTF8.GetBytes(link + "\0")) == 0;

    /// <summary>Makes a link; false where this user may not.</summary>
    public static bool TryLink(string link, string target)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        File.CreateSymbolicLink(link, target);
        return true;
    }

    /// <summary>The file can be read by nobody but its owner, where the system has modes.</summary>
    public static void AssertPrivate(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    /// <summary>Gives a file to another user and group; false where this user may not.</summary>
    public static bool TryGiveAway(string path, uint owner, uint group) =>
        !OperatingSystem.IsWindows() && ChOwn(System.Text.Encoding.UTF8.GetBytes(path + "\0"), owner, group) == 0;

    /// <summary>The numbers of a file's owner and group, as the command <c>ls</c> has them.</summary>
    public static (int Owner, int Group) OwnersOf(string path)
    {
        using System.Diagnostics.Process list = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("ls", ["-ln", path]) { RedirectStandardOutput = true })!;
        string[] fields = list.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        list.WaitForExit();
        return (int.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(fields[3], System.Globalization.CultureInfo.InvariantCulture));
    }

    [DllImport("libc", EntryPoint = "chown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChOwn(byte[] path, uint owner, uint group);

    [DllImport("libc", EntryPoint = "mkfifo")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeFifo(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] target, byte[] link);
}
