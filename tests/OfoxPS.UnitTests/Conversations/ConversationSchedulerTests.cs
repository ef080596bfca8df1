using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using Xunit;

namespace OfoxPS.UnitTests.Conversations;

/// <summary>Many conversations at once, seen by the one thread that drives them.</summary>
public sealed class ConversationSchedulerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void Runs_as_many_at_once_as_the_limit_allows_and_writes_in_the_order_of_the_input(int limit)
    {
        // Each call waits until as many as the limit are open, and they end in the opposite order.
        ConcurrentDictionary<int, TaskCompletionSource> gates = new();
        PlayedCalls calls = new(
            (turn, _) =>
            Wait(turn, gates.GetOrAdd(
            NumberOf(turn), static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))));
        using ConversationScheduler scheduler = calls.Scheduler(limit);
        OrderedOutput output = new();
        List<int> written = [];
        for (int batch = 0; batch < 3; batch++)
        {
            for (int i = 0; i < limit; i++)
            {
                scheduler.Add(PlayedCalls.Conversation((batch * limit) + i));
            }

            Assert.True(scheduler.IsFull);
            for (int i = limit - 1; i >= 0; i--)
            {
                gates[(batch * limit) + i].SetResult();
                TakeToTheEnd(scheduler, output, written, ends: 1);
            }
        }

        Assert.Equal(Enumerable.Range(0, 3 * limit), written);
        Assert.Equal(limit, calls.MostAtOnce);
        Assert.Equal(calls.Opened, calls.Closed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ten_thousand_conversations_end_each_with_its_own_answer(bool beginsOnPool)
    {
        PlayedCalls calls = PlayedCalls.Echo();
        using ConversationScheduler scheduler = calls.Scheduler(16, beginsOnPool: beginsOnPool);
        OrderedOutput output = new();
        int next = 0;
        void Drain()
        {
            while (output.Take() is { } finished)
            {
                Assert.Equal(next, finished.Index);
                Assert.Equal($"number {next++}", finished.Answer!.Content);
            }
        }

        for (int i = 0; i < 10_000; i++)
        {
            scheduler.Add(PlayedCalls.Conversation(i));
            while (scheduler.IsFull)
            {
                Step(scheduler, output);
            }

            Drain();
        }

        while (Step(scheduler, output))
        {
        }

        Drain();
        Assert.Equal(10_000, next);
        Assert.Equal(10_000, calls.Closed);
    }

    [Fact]
    public void Nobody_is_woken_for_what_nobody_wants()
    {
        PlayedCalls calls = PlayedCalls.Mixed();
        using ConversationScheduler scheduler = calls.Scheduler(1);
        Conversation conversation = PlayedCalls.Conversation(0);
        scheduler.Add(conversation);
        List<CallEvent?> seen = [];

        while (scheduler.TryTake(Timeout.InfiniteTimeSpan, out _, out CallEvent? item))
        {
            seen.Add(item);
            if (item is null)
            {
                conversation.EndTurn();
            }

            scheduler.Resume(conversation);
        }

        Assert.Equal(2, seen.Count);
        Assert.Equal("wanted", Assert.IsType<NoticeEvent>(seen[0]).Text);
        Assert.Null(seen[1]);
        Assert.Equal("number 0", conversation.Answer!.Content);
    }

    [Fact]
    public void A_conversation_stands_still_between_taking_and_resuming()
    {
        int pulled = 0;
        PlayedCalls calls = new((turn, stop) => Counted(turn, () => pulled++, stop));
        using ConversationScheduler scheduler = calls.Scheduler(1);
        Conversation conversation = PlayedCalls.Conversation(0);
        scheduler.Add(conversation);

        Assert.True(scheduler.TryTake(Timeout.InfiniteTimeSpan, out _, out _));
        Assert.False(scheduler.TryTake(TimeSpan.Zero, out _, out _));
        Assert.Equal(1, pulled);
        scheduler.Resume(conversation);
        Assert.True(scheduler.TryTake(Timeout.InfiniteTimeSpan, out _, out _));
        Assert.Equal(2, pulled);
    }

    [Fact]
    public void A_call_that_begins_on_the_pool_keeps_the_one_thread_from_nothing()
    {
        int here = Environment.CurrentManagedThreadId;
        ConcurrentBag<int> threads = [];
        PlayedCalls calls = new((turn, _) => OnThread(turn, threads));
        using ConversationScheduler scheduler = calls.Scheduler(4, beginsOnPool: true);
        OrderedOutput output = new();
        for (int i = 0; i < 4; i++)
        {
            scheduler.Add(
                PlayedCalls.Conversation(
                i, new PlayedPolicy
                {
                    Answered = (request, answer) => answer.Content == "again" ? null
                : request with { Messages = [new ChatMessage("user", "again")] }
                }));
        }

        List<int> written = [];
        TakeToTheEnd(scheduler, output, written, ends: 4);

        Assert.Equal([0, 1, 2, 3], written);
        Assert.Equal(8, threads.Count);
        Assert.DoesNotContain(here, threads);
    }

    [Fact]
    public void One_more_than_the_limit_is_refused()
    {
        using ConversationScheduler scheduler = PlayedCalls.Silent().Scheduler(1);
        scheduler.Add(PlayedCalls.Conversation(0));

        Assert.Throws<InvalidOperationException>(() => scheduler.Add(PlayedCalls.Conversation(1)));
    }

    [Fact]
    public void A_bug_in_a_call_comes_to_the_one_who_takes()
    {
        PlayedCalls calls = new(static (_, _) => throw new NotSupportedException("a bug"));
        using ConversationScheduler scheduler = calls.Scheduler(1);
        scheduler.Add(PlayedCalls.Conversation(0));

        Assert.Throws<NotSupportedException>(() => scheduler.TryTake(Timeout.InfiniteTimeSpan, out _, out _));
    }

    private static int NumberOf(Turn turn) =>
        int.Parse(((string)turn.Request.Messages[0].Content!).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static void TakeToTheEnd(ConversationScheduler scheduler, OrderedOutput output, List<int> written, int ends)
    {
        while (ends > 0)
        {
            ends -= StepEnds(scheduler, output) ? 1 : 0;
        }

        while (output.Take() is { } finished)
        {
            written.Add(finished.Index);
        }
    }

    private static bool StepEnds(ConversationScheduler scheduler, OrderedOutput output)
    {
        Assert.True(scheduler.TryTake(TimeSpan.FromMinutes(1), out Conversation conversation, out CallEvent? item));
        if (item is null)
        {
            conversation.EndTurn();
            if (conversation.IsEnded)
            {
                output.Add(conversation);
            }
        }

        scheduler.Resume(conversation);
        return conversation.IsEnded;
    }

    private static bool Step(ConversationScheduler scheduler, OrderedOutput output) =>
        scheduler.Open.Count > 0 && (StepEnds(scheduler, output) || true);

    private static async IAsyncEnumerable<CallEvent> Wait(Turn turn, TaskCompletionSource gate)
    {
        await gate.Task;
        yield return new CompletionEvent(PlayedCalls.Completion(turn));
    }

    // Without an await of its own it runs where it is begun.
    private static async IAsyncEnumerable<CallEvent> OnThread(Turn turn, ConcurrentBag<int> threads)
    {
        threads.Add(Environment.CurrentManagedThreadId);
        await Task.CompletedTask;
        yield return new CompletionEvent(PlayedCalls.Completion(turn));
    }

    private static async IAsyncEnumerable<CallEvent> Counted(Turn turn, Action pulled, [EnumeratorCancellation] CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        pulled();
        yield return new NoticeEvent("one");
        await Task.Yield();
        pulled();
        yield return new NoticeEvent("two");
        yield return new CompletionEvent(PlayedCalls.Completion(turn));
    }
}
