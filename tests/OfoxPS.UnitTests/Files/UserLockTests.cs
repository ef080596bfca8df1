using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Files;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Files;

/// <summary>One at a file at a time, and no wait without an end.</summary>
public sealed class UserLockTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("x.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_next_one_gets_it_when_it_is_let_go()
    {
        UserLock first = UserLock.OfName(Path, Long);
        Task<UserLock> second = Task.Run(() => UserLock.OfName(Path, Long));
        Assert.Throws<FileException>(() => UserLock.OfName(Path, TimeSpan.Zero));

        first.Dispose();

        (await second.WaitAsync(TimeSpan.FromMinutes(1))).Dispose();
    }

    [Fact]
    public async Task Another_process_that_keeps_it_is_waited_for_until_nobody_waits_any_more()
    {
        string place = PlaceOf(() => UserLock.OfName(Path, Long));
        using FileStream other = new(place, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using CancellationTokenSource stop = new();
        Task wait = Task.Run(() => UserLock.OfName(Path, Long, stop.Token).Dispose(), CancellationToken.None);

        await stop.CancelAsync();

        FileException failure = await Assert.ThrowsAsync<FileException>(() => wait.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("another process", failure.Message, StringComparison.Ordinal);
        other.Dispose();
        File.Delete(place);
    }

    [Fact]
    public void A_free_lock_is_taken_though_nobody_waits_any_more()
    {
        using UserLock held = UserLock.OfName(Path, Long, new CancellationToken(canceled: true));

        Assert.Throws<FileException>(() => UserLock.OfName(Path, TimeSpan.Zero));
    }

    [Fact]
    public void Nothing_is_beside_the_file_and_nothing_stays_behind()
    {
        string place = PlaceOf(() => UserLock.OfName(Path, Long));
        using (FileStream file = File.Create(Path))
        {
            PlaceOf(() => UserLock.OfFile(file, Long));
        }

        File.Delete(Path);
        UserLock.Clean();

        Assert.False(File.Exists(place));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        Assert.False(place.StartsWith(System.IO.Path.GetTempPath(), StringComparison.Ordinal));
    }

    [NotOnWindowsFact("the lock of an open file is that of its name")]
    public void An_open_file_has_another_lock_than_its_name_and_it_goes_with_its_holder()
    {
        using FileStream file = File.Create(Path);
        string other = PlaceOf(() => UserLock.OfFile(file, Long));

        Assert.NotEqual(PlaceOf(() => UserLock.OfName(Path, Long)), other);
        Assert.False(File.Exists(other));
    }

    [Fact]
    public void What_a_process_that_was_killed_has_left_is_no_lock()
    {
        string place = PlaceOf(() => UserLock.OfName(Path, Long));
        File.WriteAllText(place, string.Empty);

        UserLock.OfName(Path, TimeSpan.Zero).Dispose();
    }

    [Fact]
    public async Task Whoever_comes_and_goes_it_is_held_by_one()
    {
        int inside = 0;
        int most = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 8 }, (_, _) =>
        {
            UserLock.Clean();
            using UserLock held = UserLock.OfName(Path, Long, CancellationToken.None);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Interlocked.Decrement(ref inside);
            return default;
        });

        Assert.Equal(1, most);
    }

    [Fact]
    public void Every_path_to_a_name_is_the_same_lock()
    {
        Directory.CreateDirectory(_folder.File("real"));
        string link = _folder.File("link"), file = _folder.File("real/x.jsonl");
        if (!Unix.TryLink(_folder.File("alias"), _folder.File("real")) || !Unix.TryLink(link, _folder.File("second"))
            || !Unix.TryLink(_folder.File("second"), file))
        {
            return;
        }

        using UserLock held = UserLock.OfName(file, Long);

        foreach (string path in new[] { _folder.File("alias/x.jsonl"), link, _folder.File("real/../alias/./x.jsonl") })
        {
            Assert.Throws<FileException>(() => UserLock.OfName(path, TimeSpan.Zero));
        }

        UserLock.OfName(_folder.File("real/X.jsonl2"), TimeSpan.Zero).Dispose();
    }

    [Fact]
    public void A_file_is_the_same_by_all_of_its_names()
    {
        File.WriteAllText(Path, "x");
        string other = _folder.File("other");
        if (!Unix.TryHardLink(other, Path))
        {
            return;
        }

        using FileStream one = File.OpenRead(Path), two = File.OpenRead(other);
        using UserLock held = UserLock.OfFile(one, Long);

        Assert.Throws<FileException>(() => UserLock.OfFile(two, TimeSpan.Zero));
    }

    // The file that a lock is while it is held.
    private static string PlaceOf(Func<UserLock> take)
    {
        string folder = UserFolder.Locks()!;
        using UserLock held = take();
        return held.File ?? throw new InvalidOperationException($"There is no lock in {folder}.");
    }
}
