using OfoxPS.Core.Client;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Recording;

namespace OfoxPS.Shell.Testing;

/// <summary>Refuses all requests: a test block is active in another runspace, or $env:OFOX_OFFLINE is set.</summary>
internal sealed class RefusedRequests : IResponder
{
    private readonly Func<OfoxException> _reason;

    private RefusedRequests(Func<OfoxException> reason) => _reason = reason;

    public bool NeedsKey => false;

    public bool IsOffline => true;

    public static RefusedRequests ByBlock { get; } = new(static () => new OfoxException(
        OfoxErrorKind.OfoxCassetteMiss,
        "Nothing is sent, because a block of a test runs in another runspace of this process, and nothing here answers "
            + "(-AllowOtherRunspace at the block allows it)")
    {
        Remedy = Remedy.OtherRunspace,
    }.ForAllInput());

    public static RefusedRequests ByEnvironment { get; } = new(static () => OfflineMode.Refusal() ?? ByBlock._reason());

    public IInterceptor? For(MaskedRequest asked) => PlayingInterceptor.Refusing(_reason());

    public OfoxException? TakeWriteError(bool waits) => null;
}
