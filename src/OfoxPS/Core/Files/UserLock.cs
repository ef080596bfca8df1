using System.Collections.Concurrent;
using System.Diagnostics;

namespace OfoxPS.Core.Files;

/// <summary>
/// A lock of a file among the threads, runspaces and processes of this user. It is a file in a directory of the user: a lock of the file
/// itself would keep readers out and end when the file is replaced, and a lock file beside it could be deleted by hand. Where no such file
/// can be made, it locks within this process only.
/// </summary>
internal sealed class UserLock : IDisposable
{
    private static readonly ConcurrentDictionary<string, LockPlace> Places = new(StringComparer.Ordinal);

    private readonly LockPlace _place;
    private readonly FileStream? _file;
    private readonly bool _deletes;

    static UserLock() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => Clean();

    private UserLock(LockPlace place, FileStream? file, bool deletes)
    {
        _place = place;
        _file = file;
        _deletes = deletes;
    }

    /// <summary>The file that is held; null where none could be made.</summary>
    public string? File => _file?.Name;

    /// <summary>
    /// Locks a name, also while the file of that name is replaced or moved away. Each path that leads to the same name is the same lock.
    /// The file of the lock stays until the process ends.
    /// </summary>
    /// <exception cref="FileException">Somebody else does not let go of it, or nobody waits any more.</exception>
    public static UserLock OfName(string path, TimeSpan longest, CancellationToken stop = default) =>
        Take(FileName.Key(FileName.Target(path)), longest, deletes: false, stop);

    /// <summary>Locks an open file, whatever names it has. The file of the lock goes with it.</summary>
    /// <exception cref="FileException">Somebody else does not let go of it.</exception>
    public static UserLock OfFile(FileStream file, TimeSpan longest)
    {
        (long device, long number) = FileState.Of(file).Identity;
        string key = UnixFile.IsKnown ? FormattableString.Invariant($"{device}:{number}") : FileName.Key(FileName.Target(file.Name));
        return Take(key, longest, deletes: true, default);
    }

    /// <summary>Removes the files of locks that nobody holds, as the process does at its end.</summary>
    public static void Clean()
    {
        foreach (LockPlace place in Places.Values)
        {
            if (place.Gate.Wait(0))
            {
                try
                {
                    LockPlace.Close(place.TryOpen(out _), deletes: true);
                }
                finally
                {
                    place.Gate.Release();
                }
            }
        }
    }

    public void Dispose()
    {
        LockPlace.Close(_file, _deletes);
        _place.Gate.Release();
    }

    private static UserLock Take(string key, TimeSpan longest, bool deletes, CancellationToken stop)
    {
        Stopwatch clock = Stopwatch.StartNew();
        LockPlace place = Places.GetOrAdd(key, static key => new LockPlace(key));
        if (!Enter(place.Gate, longest, stop))
        {
            throw Kept(clock, null);
        }

        try
        {
            while (true)
            {
                FileStream? file = place.TryOpen(out Exception? held);
                if (held is null)
                {
                    return new UserLock(place, file, deletes);
                }

                if (clock.Elapsed > longest || stop.WaitHandle.WaitOne(1 + (int)(Poly.NextRandom() * 10)))
                {
                    throw Kept(clock, held);
                }
            }
        }
        catch
        {
            place.Gate.Release();
            throw;
        }
    }

    private static bool Enter(SemaphoreSlim gate, TimeSpan longest, CancellationToken stop)
    {
        try
        {
            // A free lock is taken also when the caller has been cancelled: a request that was stopped is logged too.
            return gate.Wait(0, CancellationToken.None) || gate.Wait(longest, stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static FileException Kept(Stopwatch clock, Exception? cause)
    {
        string time = FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:0} s");
        return new FileException($"another process or runspace has kept it locked for {time}", cause) { IsInUse = true, IsLocked = true };
    }
}
