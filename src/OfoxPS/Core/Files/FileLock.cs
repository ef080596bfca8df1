using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace OfoxPS.Core.Text;

/// <summary>
/// Who holds it is the only one at a file, among threads, runspaces and processes. It is a file of its own: a lock of the file
/// itself would keep readers out, or be kept by them, and would be gone where the file is replaced.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _gate;
    private readonly FileStream? _file;

    private FileLock(SemaphoreSlim gate, FileStream? file)
    {
        _gate = gate;
        _file = file;
    }

    /// <summary>
    /// By a file beside it, which whoever else works on the folder can see and share. Where no such file can be made, only this
    /// process waits for itself.
    /// </summary>
    /// <param name="path">The file that is locked.</param>
    /// <param name="create">Whether to make the file of the lock where there is none; a reader leaves nothing behind.</param>
    /// <param name="longest">The longest wait.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="IOException">Somebody else does not let go of it, or nobody waits any more.</exception>
    public static FileLock Beside(string path, bool create, TimeSpan longest, CancellationToken stop = default) =>
        Take(path + ".lock", create ? FileMode.OpenOrCreate : FileMode.Open, optional: true, longest, stop);

    /// <summary>By a file in the folder for temporary files, where a lock beside the file would be committed with it.</summary>
    /// <param name="path">The file that is locked.</param>
    /// <param name="longest">The longest wait.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="IOException">Somebody else does not let go of it, or nobody waits any more.</exception>
    public static FileLock Elsewhere(string path, TimeSpan longest, CancellationToken stop = default)
    {
        string place = Path.Combine(Path.GetTempPath(), $"OfoxPS-{Hash($"{Environment.UserName}\n{path.ToUpperInvariant()}")}.lock");
        return Take(place, FileMode.OpenOrCreate, optional: false, longest, stop);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _gate.Release();
    }

    private static FileLock Take(string place, FileMode mode, bool optional, TimeSpan longest, CancellationToken stop)
    {
        Stopwatch clock = Stopwatch.StartNew();
        SemaphoreSlim gate = Gates.GetOrAdd(place, static _ => new SemaphoreSlim(1));
        if (!Enter(gate, longest, stop))
        {
            throw Kept(clock, null);
        }

        try
        {
            return new FileLock(gate, Open(place, mode, optional, clock, longest, stop));
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    private static bool Enter(SemaphoreSlim gate, TimeSpan longest, CancellationToken stop)
    {
        try
        {
            // A lock that is free is taken even where nobody waits any more: what ended early is logged too.
            return gate.Wait(0, CancellationToken.None) || gate.Wait(longest, stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static FileStream? Open(string place, FileMode mode, bool optional, Stopwatch clock, TimeSpan longest, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                // Reading is enough, so that another user's file serves too.
                return new FileStream(place, mode, FileAccess.Read, FileShare.None, bufferSize: 1);
            }
            catch (IOException error) when (error.GetType() == typeof(IOException) && File.Exists(place))
            {
                if (clock.Elapsed > longest || stop.WaitHandle.WaitOne(1 + (int)(Poly.NextRandom() * 10)))
                {
                    throw Kept(clock, error);
                }
            }
            catch (Exception error) when (optional && error is (IOException or UnauthorizedAccessException))
            {
                return null;
            }
        }
    }

    private static IOException Kept(Stopwatch clock, Exception? cause) =>
        new($"another process or runspace has kept it locked for {clock.Elapsed.TotalSeconds:0} s", cause);

    private static string Hash(string text)
    {
        using SHA256 sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(12).Select(static one => one.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
