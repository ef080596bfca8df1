using OfoxPS.Core.Client;

namespace OfoxPS.Core.Recording;

/// <summary>Answers an attempt from a recording or a script.</summary>
internal sealed class PlayingInterceptor : IInterceptor
{
    private readonly RecordedResponse _response;
    private readonly double? _speed;

    /// <param name="name">Who answers.</param>
    /// <param name="response">What is answered.</param>
    /// <param name="speed">How many times as fast as recorded; null is at once, waits before a next attempt too.</param>
    public PlayingInterceptor(string name, RecordedResponse response, double? speed)
    {
        Name = name;
        _response = response;
        _speed = speed;
    }

    public string? Name { get; }

    public HttpMessageHandler Over(Func<HttpMessageHandler> gateway) => new PlayHandler(_response, _speed);

    public TimeSpan Wait(TimeSpan wait) => _speed is { } speed ? TimeSpan.FromTicks((long)(wait.Ticks / speed)) : TimeSpan.Zero;

    public void Ended(Exception? failure)
    {
    }

    public void Dispose()
    {
    }
}
