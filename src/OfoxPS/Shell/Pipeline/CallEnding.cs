using System;
using System.Diagnostics;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Pipeline;

/// <summary>The end of what is on its way when a pipeline ends early.</summary>
internal static class CallEnding
{
    private static readonly TimeSpan LandingTime = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Closes every open call, and records what became of it. With a checkpoint an answer that has been paid for gets a little time to come
    /// first, because the next run can use it.
    /// </summary>
    public static void End(ConversationScheduler scheduler, BatchRun run, ConversationOutput output, IConversationHandler handler)
    {
        if (run.HasCheckpoint)
        {
            Land(scheduler, conversation =>
            {
                output.LogTurn(conversation);
                run.EndCall(conversation.Turn);
            });
        }

        Conversation[] stopped = [.. scheduler.Open];
        scheduler.Dispose();
        foreach (Conversation conversation in stopped)
        {
            if (conversation.State == ConversationState.Running)
            {
                output.LogTurn(conversation);
                handler.OnStopped(conversation);
            }

            run.Interrupt(conversation);
        }
    }

    private static void Land(ConversationScheduler scheduler, Action<Conversation> landed)
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
