using System.Management.Automation;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// A piece of live text: the host shows it as it looks on the terminal, and everybody else (-InformationVariable, 6>, transcripts) finds
/// the text as the model wrote it.
/// </summary>
internal sealed class LiveMessage : HostInformationMessage
{
    /// <param name="text">What the model wrote.</param>
    /// <param name="shown">What the host shows.</param>
    public LiveMessage(string text, string shown)
    {
        // The host reads the property of the base class.
        base.Message = shown;
        Message = text;
    }

    /// <summary>What the model wrote.</summary>
    public new string Message { get; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
