using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OfoxPS.Mcp;

/// <summary>
/// A job object of Windows with one process and all that it starts. They end when it is disposed, and when this process ends.
/// </summary>
internal sealed partial class JobObject : IDisposable
{
    private const int ExtendedLimitInformation = 9;
    private const uint KillOnJobClose = 0x2000;

    // In bytes: the size of JOBOBJECT_EXTENDED_LIMIT_INFORMATION and the offset of its LimitFlags, behind two 64-bit times.
    private static readonly int Size = IntPtr.Size == 8 ? 144 : 112;
    private const int LimitFlags = 16;

    private readonly SafeFileHandle _job;

    private JobObject(SafeFileHandle job) => _job = job;

    /// <summary>Puts a process into a job of its own; null where Windows does not let it.</summary>
    public static JobObject? Of(Process process)
    {
        SafeFileHandle job = CreateJobObject(IntPtr.Zero, null);
        byte[] limits = new byte[Size];
        BitConverter.TryWriteBytes(limits.AsSpan(LimitFlags), KillOnJobClose);
        if (!job.IsInvalid && SetInformationJobObject(job, ExtendedLimitInformation, limits, limits.Length)
            && AssignProcessToJobObject(job, process.Handle))
        {
            return new JobObject(job);
        }

        job.Dispose();
        return null;
    }

    public void Dispose() => _job.Dispose();

    [LibraryImport("kernel32.dll", EntryPoint = "CreateJobObjectW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    private static partial SafeFileHandle CreateJobObject(IntPtr attributes, string? name);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformationJobObject(SafeFileHandle job, int kind, byte[] information, int length);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AssignProcessToJobObject(SafeFileHandle job, IntPtr process);
}
