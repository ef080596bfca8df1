using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace OfoxPS.Core.Files;

/// <summary>
/// Who holds it is the only one of this user at a file, among threads, runspaces and processes. It is a file in a directory of the user: a lock
/// of the file itself would keep readers out, or be kept by them, and would be gone where the file is replaced; a lock beside it can be deleted
/// by whoever tidies up. Where no such file can be made, only this process waits for itself.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new(StringComparer.Ordinal);

    // .NET deletes by name where the system does not, which could be the file of somebody else.
    private static readonly FileOptions AtEnd =
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? FileOptions.DeleteOnClose : FileOptions.None;

    private readonly SemaphoreSlim _gate;
    private readonly FileStream? _file;

    private FileLock(SemaphoreSlim gate, FileStream? file)
    {
        _gate = gate;
        _file = file;
    }

    /// <summary>The file that is held; null where none could be made.</summary>
    public string? Place => _file?.Name;

    /// <summary>Locks a name, whatever becomes of the file that has it: it may be replaced, or moved away.</summary>
    /// <param name="path">The path. Each path that leads to the same name is the same lock.</param>
    /// <param name="longest">The longest wait.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="FileException">Somebody else does not let go of it, or nobody waits any more.</exception>
    public static FileLock OfName(string path, TimeSpan longest, CancellationToken stop = default) =>
        Take(FileName.Key(FileName.Target(path)), longest, stop);

    /// <summary>Locks an open file, whatever names it has.</summary>
    /// <param name="file">The file.</param>
    /// <param name="longest">The longest wait.</param>
    /// <exception cref="FileException">Somebody else does not let go of it.</exception>
    public static FileLock OfFile(FileStream file, TimeSpan longest) =>
        Take(UnixFile.IsKnown && FileState.Of(file).Identity is var one ? $"{one.Device}:{one.Number}" : FileName.Key(FileName.Target(file.Name)), longest, default);

    public void Dispose()
    {
        if (_file is not null)
        {
            if (UnixFile.IsKnown)
            {
                // While it is still locked: nobody else removes the file that this name has.
                Remove(_file.Name);
            }

            _file.Dispose();
        }

        _gate.Release();
    }

    private static FileLock Take(string key, TimeSpan longest, CancellationToken stop)
    {
        Stopwatch clock = Stopwatch.StartNew();
        SemaphoreSlim gate = Gates.GetOrAdd(key, static _ => new SemaphoreSlim(1));
        if (!Enter(gate, longest, stop))
        {
            throw Kept(clock, null);
        }

        try
        {
            string? place = UserFolder.Locks() is { } folder ? Path.Combine(folder, FileName.Hash(key, 12) + ".lock") : null;
            return new FileLock(gate, place is null ? null : Open(place, clock, longest, stop));
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

    private static FileStream? Open(string place, Stopwatch clock, TimeSpan longest, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                FileStream file = Poly.OpenFile(place, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, AtEnd);
                if (!UnixFile.IsKnown || FileState.Of(file).Identity == FileState.Of(place).Identity)
                {
                    return file;
                }

                // Its holder has removed it meanwhile, and the next one has made another: this one locks nothing.
                file.Dispose();
            }
            catch (Exception error) when (FileException.IsOfFile(error))
            {
                // In Windows access to a file that is being deleted is denied for a moment.
                bool isHeld = Sharing.IsViolation(error) || (AtEnd == FileOptions.DeleteOnClose && error is UnauthorizedAccessException && clock.Elapsed < Sharing.Longest);
                if (!isHeld)
                {
                    return null;
                }

                if (clock.Elapsed > longest || stop.WaitHandle.WaitOne(1 + (int)(Poly.NextRandom() * 10)))
                {
                    throw Kept(clock, error);
                }
            }
        }
    }

    private static void Remove(string place)
    {
        try
        {
            File.Delete(place);
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            // It stays behind, and serves the next one.
        }
    }

    private static FileException Kept(Stopwatch clock, Exception? cause) =>
        new(FormattableString.Invariant($"another process or runspace has kept it locked for {clock.Elapsed.TotalSeconds:0} s"), cause) { IsInUse = true };
}
