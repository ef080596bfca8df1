namespace OfoxPS.Core.Recording;

/// <summary>How the network failed: before the headers, or after the last chunk.</summary>
internal sealed record RecordedFault(OfoxErrorKind Kind, string Message, bool Retryable)
{
    public OfoxException ToException() => new(Kind, Message) { Retryable = Retryable };
}
