using System;
using System.Diagnostics;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Pipeline;

/// <summary>What is on its way when a run with a checkpoint is ended has been paid for: it gets a little time to come, and is kept for the next run.</summary>
internal static class CallLanding
{
    private static readonly TimeSpan LandingTime = TimeSpan.FromSeconds(3);

    /// <param name="scheduler">The calls.</param>
    /// <param name="landed">Told of each conversation whose answer has come.</param>
    public static void Wait(ConversationScheduler scheduler, Action<Conversation> landed)
    {
        Stopwatch clock = Stopwatch.StartNew();
        int count = 0;
        while (count < scheduler.Open.Count && clock.Elapsed < LandingTime
            && scheduler.TryTake(LandingTime - clock.Elapsed, out Conversation conversation, out CallEvent? item))
        {
            if (item is null)
            {
                count++;
                landed(conversation);
            }
            else if (item is SendingEvent)
            {
                // It has not been sent, and is not sent any more.
                count++;
            }
            else
            {
                scheduler.Resume(conversation);
            }
        }
    }
}
