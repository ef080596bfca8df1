using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Text;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Text;

/// <summary>One at a file at a time, and no wait without an end.</summary>
public sealed class FileLockTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("x.jsonl");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_next_one_gets_it_when_it_is_let_go(bool beside)
    {
        FileLock first = Take(beside, Long);
        Task<FileLock> second = Task.Run(() => Take(beside, Long));
        Assert.Throws<IOException>(() => Take(beside, TimeSpan.Zero));

        first.Dispose();

        (await second.WaitAsync(TimeSpan.FromMinutes(1))).Dispose();
    }

    [Fact]
    public async Task Another_process_that_keeps_it_is_waited_for_until_nobody_waits_any_more()
    {
        using FileStream other = new(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using CancellationTokenSource stop = new();
        Task wait = Task.Run(() => FileLock.Beside(Path, create: true, Long, stop.Token).Dispose(), CancellationToken.None);

        await stop.CancelAsync();

        IOException failure = await Assert.ThrowsAsync<IOException>(() => wait.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("another process", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_free_lock_is_taken_though_nobody_waits_any_more(bool beside)
    {
        using FileLock held = Take(beside, Long, new CancellationToken(canceled: true));

        Assert.Throws<IOException>(() => Take(beside, TimeSpan.Zero));
    }

    [Fact]
    public void A_reader_leaves_no_file_behind()
    {
        FileLock.Beside(Path, create: false, Long).Dispose();
        FileLock.Elsewhere(Path, Long).Dispose();

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Where_no_file_can_be_made_only_this_process_waits_for_itself()
    {
        string nowhere = System.IO.Path.Combine(_folder.Path, "none", "x.jsonl");
        using (FileLock.Beside(nowhere, create: true, Long))
        {
            Assert.Throws<IOException>(() => FileLock.Beside(nowhere, create: true, TimeSpan.Zero));
        }

        FileLock.Beside(nowhere, create: true, TimeSpan.Zero).Dispose();
    }

    private FileLock Take(bool beside, TimeSpan longest, CancellationToken stop = default) =>
        beside ? FileLock.Beside(Path, create: true, longest, stop) : FileLock.Elsewhere(Path, longest, stop);
}
