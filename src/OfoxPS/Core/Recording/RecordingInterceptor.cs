using System;
using System.Net.Http;
using OfoxPS.Core.Client;

namespace OfoxPS.Core.Recording;

/// <summary>Sends an attempt to the gateway and hands over what came when it is over.</summary>
internal sealed class RecordingInterceptor : IInterceptor
{
    private readonly Recorder _recorder;
    private readonly Action<RecordedResponse> _keep;
    private bool _ended;
    private Exception? _failure;

    public RecordingInterceptor(Func<string, string> clean, Action<RecordedResponse> keep)
    {
        _recorder = new Recorder(clean);
        _keep = keep;
    }

    public string? Name => null;

    public HttpMessageHandler Over(Func<HttpMessageHandler> gateway) => new RecordingHandler(gateway(), _recorder);

    public TimeSpan Wait(TimeSpan wait) => wait;

    public void Ended(Exception? failure)
    {
        _ended = true;
        _failure = failure;
    }

    public void Dispose()
    {
        if (_recorder.Result(_ended, _failure) is { } response)
        {
            _keep(response);
        }
    }
}
