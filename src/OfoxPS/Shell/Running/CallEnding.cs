using System;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Running;

/// <summary>Ends the calls that are open when a pipeline ends early.</summary>
internal static class CallEnding
{
    // How long answers that are already paid for may still arrive.
    private static readonly TimeSpan LandingTime = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Closes every open call and records its outcome. With a checkpoint, calls get up to 3 seconds to finish first, because the next
    /// run can use their answers.
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
