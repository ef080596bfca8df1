using System.Management.Automation;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// A piece of live text in two forms: the host shows it wrapped and styled, and all others (-InformationVariable, 6>,
/// transcripts) read it as the model wrote it.
/// </summary>
internal sealed class LiveMessage : HostInformationMessage
{
    /// <param name="text">What the model wrote.</param>
    /// <param name="shown">What the host shows.</param>
    public LiveMessage(string text, string shown)
    {
        // The host reads the property of the base class, others the one of this class.
        base.Message = shown;
        Message = text;
    }

    /// <summary>What the model wrote.</summary>
    public new string Message { get; }

    public override string ToString() => Message;
}
