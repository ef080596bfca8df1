namespace OfoxPS.Core.Conversations;

/// <summary>Where a conversation stands.</summary>
internal enum ConversationState
{
    /// <summary>A request is ready to be sent.</summary>
    Ready,

    /// <summary>A request has been sent, and its answer arrives.</summary>
    Running,

    /// <summary>The answer is whole or has failed, and the policies have not been asked yet.</summary>
    TurnEnded,

    /// <summary>The last answer is there.</summary>
    Completed,

    /// <summary>There will be no answer.</summary>
    Failed,

    /// <summary>The run was ended before there was an answer that can be used.</summary>
    Interrupted,
}
