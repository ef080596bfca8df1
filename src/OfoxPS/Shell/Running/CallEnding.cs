using System;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Running;

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
            scheduler.Land(LandingTime, conversation =>
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

            run.Close(conversation);
        }
    }
}
