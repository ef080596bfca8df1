using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace OfoxPS.Core.Recording;

/// <summary>
/// One writer of a file at a time, among runspaces and processes. The lock is a file in the folder for temporary files, because the
/// file itself is replaced, and a lock beside it would be committed with it.
/// </summary>
internal static class FileTurn
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <param name="path">The file.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="TimeoutException">Somebody else has kept it, or nobody waits any more.</exception>
    public static IDisposable Take(string path, CancellationToken stop = default)
    {
        string place = Path.Combine(Path.GetTempPath(), $"OfoxPS-{Hash($"{Environment.UserName}\n{path.ToUpperInvariant()}")}.lock");
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(place, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException error)
            {
                if (clock.Elapsed > Longest || stop.WaitHandle.WaitOne(Pause))
                {
                    throw new TimeoutException($"another process has kept it for {clock.Elapsed.TotalSeconds:0} s", error);
                }
            }
        }
    }

    private static string Hash(string text)
    {
        using SHA256 sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(12).Select(static one => one.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
