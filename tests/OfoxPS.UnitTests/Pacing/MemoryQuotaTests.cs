using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Pacing;
using Xunit;

namespace OfoxPS.UnitTests.Pacing;

/// <summary>What is received and not written counts for the process, and whoever is first in a pipeline is never kept waiting.</summary>
public sealed class MemoryQuotaTests
{
    private const long Limit = 1_000_000;

    private readonly MemoryQuota _quota = new(Limit);

    [Fact]
    public async Task Beyond_the_limit_all_but_the_first_wait_until_there_is_room()
    {
        using MemoryOrder order = new(_quota);
        ConversationMemory first = order.Join(0), second = order.Join(1);
        first.Change(Limit + 100_000);
        Assert.Equal((true, false), (first.TryTake(0), second.TryTake(0)));

        Task wait = second.WaitAsync(0, CancellationToken.None);
        Assert.Equal((false, 1), (wait.IsCompleted, _quota.Waiting));

        first.Release();
        await wait;
        Assert.Equal((0, 0L), (_quota.Waiting, _quota.Held));
    }

    [Fact]
    public async Task Whoever_becomes_the_first_goes_on_though_nothing_is_free()
    {
        using MemoryOrder order = new(_quota);
        ConversationMemory first = order.Join(3), second = order.Join(5), third = order.Join(9);
        first.Change(2 * Limit);
        Task wait = second.WaitAsync(0, CancellationToken.None);
        Task later = third.WaitAsync(0, CancellationToken.None);

        first.Leave();

        await wait;
        Assert.False(later.IsCompleted);
        Assert.True(_quota.IsFull);
    }

    [Fact]
    public async Task One_that_waits_for_others_lets_the_next_go_before_it()
    {
        using MemoryOrder order = new(_quota);
        ConversationMemory first = order.Join(0), second = order.Join(1);
        second.Change(2 * Limit);
        Task wait = second.WaitAsync(0, CancellationToken.None);
        Assert.False(wait.IsCompleted);

        first.Leave();
        await wait;

        first.Enter();
        Assert.Equal((true, false), (first.TryTake(0), second.TryTake(0)));
    }

    [Fact]
    public void Each_pipeline_has_a_first_one()
    {
        using MemoryOrder one = new(_quota), other = new(_quota);
        ConversationMemory greedy = one.Join(0), first = other.Join(0), second = other.Join(1);
        greedy.Change(10 * Limit);

        Assert.Equal((true, true, false), (greedy.TryTake(0), first.TryTake(0), second.TryTake(0)));
    }

    [Fact]
    public async Task Who_needs_more_than_there_is_room_for_waits_before_it_is_taken()
    {
        using MemoryOrder order = new(_quota);
        ConversationMemory first = order.Join(0), second = order.Join(1);
        first.Change(400_000);
        Assert.Equal((true, false), (second.TryTake(0), second.TryTake(700_000)));

        Task wait = second.WaitAsync(700_000, CancellationToken.None);
        first.Discard(50_000);
        Assert.False(wait.IsCompleted);
        first.Discard(50_000);
        await wait;
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        using MemoryOrder order = new(_quota);
        order.Join(0).Change(2 * Limit);
        using CancellationTokenSource stop = new();
        Task wait = order.Join(1).WaitAsync(0, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(0, _quota.Waiting);
    }

    [Fact]
    public void What_a_pipeline_holds_is_given_back_with_it_whatever_its_calls_say_later()
    {
        MemoryOrder order = new(_quota);
        ConversationMemory share = order.Join(0);
        share.Change(Limit);
        order.Dispose();
        share.Change(Limit);
        share.Release();

        Assert.Equal(0, _quota.Held);
    }

    [Fact]
    public void What_an_attempt_held_goes_with_it_and_what_a_turn_has_brought_stays()
    {
        using MemoryOrder order = new(_quota);
        ConversationMemory share = order.Join(0);
        share.Change(100_000);
        share.BeginAttempt();
        Assert.Equal(0, _quota.Held);

        share.Change(100_000);
        share.KeepAttempt();
        share.Change(200_000);
        share.BeginAttempt();
        Assert.Equal(100_000, _quota.Held);

        share.Release();
        Assert.Equal(0, _quota.Held);
    }

    [Fact]
    public async Task Many_pipelines_at_once_all_come_to_their_end()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(pipeline => Task.Run(async () =>
        {
            using MemoryOrder order = new(_quota);
            for (int i = 0; i < 20; i++)
            {
                ConversationMemory[] shares = [.. Enumerable.Range(0, 8).Select(place => order.Join((8 * i) + place))];
                await Task.WhenAll(shares.Select(share => ReadAsync(share, pipeline + share.Index)));

                // As if they were written: in order, when all have come.
                Assert.All(shares, static share => share.Release());
            }
        }))).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal((0L, 0), (_quota.Held, _quota.Waiting));
    }

    private static async Task ReadAsync(ConversationMemory share, int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 10; i++)
        {
            int size = random.Next(100_000);
            if (!share.TryTake(size))
            {
                await share.WaitAsync(size, CancellationToken.None);
            }

            await Task.Yield();
        }

        share.Leave();
    }
}
