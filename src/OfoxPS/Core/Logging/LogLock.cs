using System;
using System.IO;
using System.Threading;

namespace OfoxPS.Core.Logging;

/// <summary>
/// Who holds it is the only one at a log. It is a file beside the log: a lock of the log itself would keep readers out,
/// or be kept by them. Where no such file can be made, only this process waits for itself.
/// </summary>
internal sealed class LogLock : IDisposable
{
    // The answer waits meanwhile.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private static readonly object Process = new();

    private readonly FileStream? _file;

    private LogLock(FileStream? file) => _file = file;

    /// <param name="path">The log.</param>
    /// <param name="create">Makes the file of the lock where there is none.</param>
    /// <param name="longest">The longest wait; 3 s unless said.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="IOException">Somebody does not let go, or nobody waits any more.</exception>
    public static IDisposable Take(string path, bool create, TimeSpan? longest = null, CancellationToken stop = default)
    {
        DateTime end = DateTime.UtcNow + (longest ?? LongestWait);
        while (!Monitor.TryEnter(Process, 10))
        {
            if (stop.IsCancellationRequested || DateTime.UtcNow > end)
            {
                throw new IOException($"'{path}' is being written to for too long.");
            }
        }

        try
        {
            return new LogLock(LocalFile.IsDevice(path) ? null : Open(path + ".lock", create, end, stop));
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

    private static FileStream? Open(string path, bool create, DateTime end, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                // Reading is enough, so that another user's file serves too.
                return new FileStream(path, create ? FileMode.OpenOrCreate : FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1);
            }
            catch (IOException error) when (error.GetType() == typeof(IOException) && File.Exists(path))
            {
                if (DateTime.UtcNow > end || stop.WaitHandle.WaitOne(1 + (int)(Poly.NextRandom() * 10)))
                {
                    throw;
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
