using OfoxPS.Core.Client;

namespace OfoxPS.Core.Recording;

/// <summary>Nothing answers an attempt, and this is why.</summary>
internal sealed class RefusingInterceptor : IInterceptor
{
    private readonly OfoxException _reason;

    public RefusingInterceptor(OfoxException reason) => _reason = reason;

    public string? Name => null;

    public HttpMessageHandler Over(Func<HttpMessageHandler> gateway) => new RefusingHandler(_reason);

    public TimeSpan Wait(TimeSpan wait) => wait;

    public void Ended(Exception? failure)
    {
    }

    public void Dispose()
    {
    }
}
