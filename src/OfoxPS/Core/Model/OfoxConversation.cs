using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>A conversation that can be gone on with: the last one of Invoke-OfoxChat, or one of a file.</summary>
public sealed class OfoxConversation
{
    /// <summary>All messages so far, the oldest first.</summary>
    public ChatMessage[] Messages { get; set => field = value ?? []; } = [];

    /// <summary>The model that answered last; null if unknown.</summary>
    public string? Model { get; set; }

    /// <summary>The base URL where it was held, without its query; null if unknown.</summary>
    public Uri? BaseUri { get; set; }

    /// <summary>The tokens of all its requests that are known; null if none are.</summary>
    public Usage? Usage { get; set; }

    /// <summary>What all its requests have cost, in USD; null where the cost of one of them is unknown.</summary>
    public decimal? Cost { get; set; }

    /// <summary>The last answer was interrupted; its text is what had arrived.</summary>
    public bool IsInterrupted { get; set; }

    /// <summary>How many messages there are.</summary>
    public override string ToString() => Plural.Of(Messages.Length, "message");
}
