using OfoxPS.Core.Client;

namespace OfoxPS.Core.Recording;

/// <summary>Answers an attempt in place of the gateway: with a recording, with what a test scripted, or with a failure.</summary>
/// <param name="name">Who answers; null where nobody does.</param>
/// <param name="handler">What is answered.</param>
/// <param name="speed">How many times as fast as recorded; null is at once, waits before a next attempt too.</param>
internal sealed class PlayingInterceptor(string? name, HttpMessageHandler handler, double? speed) : IInterceptor
{
    public string? Name { get; } = name;

    public static PlayingInterceptor Of(string name, RecordedResponse response, double? speed) =>
        new(name, new PlayHandler(response, speed), speed);

    /// <summary>Nothing answers, and this is why. It is sent again, if at all, after the same waits as to the gateway.</summary>
    public static PlayingInterceptor Refusing(OfoxException reason) => new(null, new RefusingHandler(reason), speed: 1);

    public HttpMessageHandler Over(Func<HttpMessageHandler> gateway) => handler;

    public TimeSpan Wait(TimeSpan wait) => speed is { } factor ? TimeSpan.FromTicks((long)(wait.Ticks / factor)) : TimeSpan.Zero;

    public void Ended(Exception? failure)
    {
    }

    public void Dispose()
    {
    }
}
