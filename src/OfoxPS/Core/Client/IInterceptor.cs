namespace OfoxPS.Core.Client;

/// <summary>
/// Handles one attempt instead of the gateway (a scripted or replayed answer), or records what the gateway answers. Disposed when the
/// attempt is over.
/// </summary>
internal interface IInterceptor : IDisposable
{
    /// <summary>Who answers, for the verbose stream; null if the gateway does.</summary>
    public string? Name { get; }

    /// <param name="gateway">Makes the way to the gateway; not called where nothing is sent there.</param>
    public HttpMessageHandler Over(Func<HttpMessageHandler> gateway);

    /// <summary>How long a wait before the next attempt is here.</summary>
    public TimeSpan Wait(TimeSpan wait);

    /// <summary>The attempt was read to its end. Not called where the reader stopped before.</summary>
    /// <param name="failure">How it failed; null if it did not.</param>
    public void Ended(Exception? failure);
}
