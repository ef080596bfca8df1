using System;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using Xunit;

namespace OfoxPS.UnitTests.Conversations;

/// <summary>Many conversations at once that are stopped: every call is closed, and nobody waits any longer.</summary>
public sealed class StoppedSchedulerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Disposing_cancels_what_waits_and_closes_every_call(bool beginsOnPool)
    {
        PlayedCalls calls = PlayedCalls.Silent();
        ConversationScheduler scheduler = calls.Scheduler(16, beginsOnPool: beginsOnPool);
        for (int i = 0; i < 16; i++)
        {
            scheduler.Add(PlayedCalls.Conversation(i));
        }

        scheduler.Dispose();

        Assert.Equal(16, calls.Opened);
        Assert.Equal(16, calls.Closed);
    }

    [Theory]
    [InlineData("at an event")]
    [InlineData("at the end of a turn")]
    [InlineData("after the policies")]
    [InlineData("at the end")]
    public void Disposing_closes_the_call_wherever_it_stands(string place)
    {
        PlayedCalls calls = PlayedCalls.Mixed();
        ConversationScheduler scheduler = calls.Scheduler(1);
        Conversation conversation =
            PlayedCalls.Conversation(0, new PlayedPolicy { Answered = (request, _) => place == "after the policies" ? request : null });
        scheduler.Add(conversation);
        scheduler.TryTake(Timeout.InfiniteTimeSpan, out _, out _);
        if (place != "at an event")
        {
            scheduler.Resume(conversation);
            scheduler.TryTake(Timeout.InfiniteTimeSpan, out _, out CallEvent? end);
            Assert.Null(end);
        }

        if (place is "after the policies" or "at the end")
        {
            conversation.EndTurn();
        }

        scheduler.Dispose();

        Assert.Equal(1, calls.Closed);
    }

    [Fact]
    public async Task A_stop_from_another_thread_ends_the_wait()
    {
        using CancellationTokenSource stop = new();
        PlayedCalls calls = PlayedCalls.Silent();
        ConversationScheduler scheduler = calls.Scheduler(4, stop.Token);
        scheduler.Add(PlayedCalls.Conversation(0));
        Task<OperationCanceledException> wait = Task.Run(
            () => Assert.ThrowsAny<OperationCanceledException>(() => scheduler.TryTake(Timeout.InfiniteTimeSpan, out _, out _)));

        await stop.CancelAsync();

        await wait.WaitAsync(TimeSpan.FromMinutes(1));
        scheduler.Dispose();
        Assert.Equal(1, calls.Closed);
    }
}
