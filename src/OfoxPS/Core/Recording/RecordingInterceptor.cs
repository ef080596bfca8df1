using OfoxPS.Core.Client;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>Sends an attempt to the gateway and hands over what came when it is over.</summary>
/// <param name="redactor">Masks secrets.</param>
/// <param name="keep">
/// Keeps the recorded response, which is null where there is none. It throws nothing, because the answer has been received.
/// </param>
internal sealed class RecordingInterceptor(Redactor redactor, Action<Func<RecordedResponse?>> keep) : IInterceptor
{
    private readonly Recorder _recorder = new(redactor);
    private readonly Action<Func<RecordedResponse?>> _keep = keep;
    private bool _ended;
    private Exception? _failure;

    public string? Name => null;

    public HttpMessageHandler Over(Func<HttpMessageHandler> gateway) => new RecordingHandler(gateway(), _recorder);

    public TimeSpan Wait(TimeSpan wait) => wait;

    public void Ended(Exception? failure)
    {
        _ended = true;
        _failure = failure;
    }

    public void Dispose() => _keep(() => _recorder.Result(_ended, _failure));
}
