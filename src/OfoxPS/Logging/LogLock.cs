using System;
using System.IO;
using System.Threading;

namespace OfoxPS.Logging;

/// <summary>
/// Who holds it is the only one at a log. It is a file beside the log: a lock of the log itself would keep readers out,
/// or be kept by them. Where no such file can be made, only this process waits for itself.
/// </summary>
internal sealed class LogLock : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly object Process = new();

    private readonly FileStream? _file;

    private LogLock(FileStream? file) => _file = file;

    /// <param name="path">The log.</param>
    /// <param name="create">Makes the file of the lock where there is none.</param>
    /// <exception cref="IOException">Somebody does not let go.</exception>
    public static IDisposable Take(string path, bool create)
    {
        if (!Monitor.TryEnter(Process, LongestWait))
        {
            throw new IOException($"'{path}' is being written to for too long.");
        }

        try
        {
            return new LogLock(IsDevice(path) ? null : Open(path + ".lock", create));
        }
        catch
        {
            Monitor.Exit(Process);
            throw;
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        Monitor.Exit(Process);
    }

    private static FileStream? Open(string path, bool create)
    {
        DateTime end = DateTime.UtcNow + LongestWait;
        while (true)
        {
            try
            {
                // Reading is enough, so that another user's file serves too.
                return new FileStream(path, create ? FileMode.OpenOrCreate : FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1);
            }
            catch (IOException error) when (error.GetType() == typeof(IOException) && File.Exists(path))
            {
                if (DateTime.UtcNow > end)
                {
                    throw;
                }

                Thread.Sleep(1 + (int)(Poly.NextRandom() * 10));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    // Nothing is made beside a device.
    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal);
}
