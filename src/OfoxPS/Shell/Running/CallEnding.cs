using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Running;

/// <summary>Ends the calls that are open when a pipeline ends early.</summary>
internal static class CallEnding
{
    /// <summary>How long what has been sent may take to be answered.</summary>
    public static readonly TimeSpan LandingTime = TimeSpan.FromSeconds(3);

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
