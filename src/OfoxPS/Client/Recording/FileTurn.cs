using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace OfoxPS.Client.Recording;

/// <summary>
/// One writer of a file at a time, among runspaces and processes. The lock is a file in the folder for temporary files, because the
/// file itself is replaced, and a lock beside it would be committed with it.
/// </summary>
internal static class FileTurn
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <exception cref="TimeoutException">Somebody else has kept it.</exception>
    public static IDisposable Take(string path)
    {
        string place = Path.Combine(Path.GetTempPath(), $"OfoxPS-{Hash($"{Environment.UserName}\n{path.ToUpperInvariant()}")}.lock");
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(place, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException) when (clock.Elapsed < Longest)
            {
                Thread.Sleep(Pause);
            }
            catch (IOException error)
            {
                throw new TimeoutException($"another process has kept it for {Longest.TotalSeconds:0} s", error);
            }
        }
    }

    private static string Hash(string text)
    {
        using SHA256 sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(12).Select(static one => one.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
