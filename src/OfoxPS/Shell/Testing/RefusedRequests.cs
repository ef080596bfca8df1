using OfoxPS.Core.Client;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Recording;

namespace OfoxPS.Shell.Testing;

/// <summary>Refuses all requests: a test block is active in another runspace, or $env:OFOX_OFFLINE is set.</summary>
internal sealed class RefusedRequests(Func<OfoxException> reason) : IResponder
{
    public bool NeedsKey => false;

    private Func<OfoxException> Reason { get; } = reason;

    public bool IsOffline => true;

    public static RefusedRequests ByBlock { get; } = new(static () => new OfoxException(
        OfoxErrorKind.OfoxCassetteMiss,
        "Nothing is sent, because a block of a test runs in another runspace of this process, and nothing here answers "
            + "(-AllowOtherRunspace at the block allows it)")
    {
        Remedy = Remedy.OtherRunspace,
    }.ForAllInput());

    public static RefusedRequests ByEnvironment { get; } = new(static () => OfflineMode.Refusal() ?? ByBlock.Reason());

    public IInterceptor? For(MaskedRequest request) => PlayingInterceptor.Refusing(Reason());

    public OfoxException? TakeWriteError(bool waits) => null;
}
