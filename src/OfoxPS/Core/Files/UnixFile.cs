using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OfoxPS.Core.Files;

/// <summary>
/// The <c>stat</c> of Unix, by the library that .NET itself calls: .NET tells neither a named pipe nor a device from a file, and gives no
/// number by which two names of one file can be recognised.
/// </summary>
internal static unsafe class UnixFile
{
    private const string Library = "libSystem.Native";

    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Directory = 0x4000;
    private const int CharacterDevice = 0x2000;
    private const int BlockDevice = 0x6000;

    // The right of the group and of others to write: octal 22.
    private const int SharedMask = 0x12;

    // 1 January 1970 in ticks.
    private const long Epoch = 621_355_968_000_000_000;

    // The fields of FileStatus in .NET's pal_io.h, as halves (mode, owner) and wholes (the rest) of eight bytes.
    private const int Size = 64;
    private const int Mode = 1;
    private const int Owner = 2;
    private const int Owners = 1;
    private const int Length = 2;
    private const int Changed = 5;
    private const int ChangedNanoseconds = 6;
    private const int Device = 11;
    private const int Number = 13;

    private static readonly Lazy<bool> Works = new(static () =>
    {
        try
        {
            // Mono has the same name for another library.
            return !RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
                && !RuntimeInformation.FrameworkDescription.StartsWith("Mono", StringComparison.Ordinal)
                && Of("/").Type == FileType.Directory;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    });

    /// <summary>Whether the library is there.</summary>
    public static bool IsKnown => Works.Value;

    public static FileState Of(string path)
    {
        long* facts = stackalloc long[Size];

        // The system would read a name up to the zero only.
        return path.IndexOf('\0') < 0 && Stat(Bytes(path), facts) == 0 ? StateOf(facts) : default;
    }

    public static FileState Of(SafeFileHandle handle)
    {
        long* facts = stackalloc long[Size];
        return FStat(handle, facts) == 0 ? StateOf(facts)
            : throw new FileException(new Win32Exception(Marshal.GetLastWin32Error()).Message);
    }

    /// <summary>Whether a path is a directory, not a link to one, that belongs to this user and that nobody else may change.</summary>
    public static bool IsPrivateDirectory(string path)
    {
        long* facts = stackalloc long[Size];
        return LStat(Bytes(path), facts) == 0
            && (((int*)facts)[Mode] & (TypeMask | SharedMask)) == Directory
            && ((uint*)facts)[Owner] == GetEUid();
    }

    /// <summary>Gives a file the owner and the group of another one, as far as this user may; nothing where that is not there.</summary>
    public static void TakeOwner(string from, string to)
    {
        long* old = stackalloc long[Size], now = stackalloc long[Size];
        if (!IsKnown || Stat(Bytes(from), old) != 0 || Stat(Bytes(to), now) != 0 || old[Owners] == now[Owners])
        {
            return;
        }

        (uint owner, uint group) = (((uint*)old)[Owner], ((uint*)old)[Owner + 1]);
        if (ChOwn(Bytes(to), owner, group) != 0)
        {
            _ = ChOwn(Bytes(to), uint.MaxValue, group);
        }
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + "\0");

    private static FileState StateOf(long* facts) => new(
        (((int*)facts)[Mode] & TypeMask) switch
        {
            Regular => FileType.Regular,
            Directory => FileType.Directory,
            CharacterDevice or BlockDevice => FileType.Device,
            _ => FileType.Pipe,
        },
        facts[Length],
        Epoch + (facts[Changed] * TimeSpan.TicksPerSecond) + (facts[ChangedNanoseconds] / 100),
        (facts[Device], facts[Number]));

    [DllImport(Library, EntryPoint = "SystemNative_Stat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(byte[] path, long* facts);

    [DllImport(Library, EntryPoint = "SystemNative_LStat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LStat(byte[] path, long* facts);

    [DllImport(Library, EntryPoint = "SystemNative_FStat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FStat(SafeFileHandle handle, long* facts);

    [DllImport("libc", EntryPoint = "chown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChOwn(byte[] path, uint owner, uint group);

    [DllImport(Library, EntryPoint = "SystemNative_GetEUid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEUid();
}
