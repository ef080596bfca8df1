namespace OfoxPS.Core.Recording;

/// <summary>Lets a request through to the gateway and keeps what comes back. It is above the key: it never sees one.</summary>
internal sealed class RecordingHandler(HttpMessageHandler gateway, Recorder recorder) : DelegatingHandler(gateway)
{
    private readonly Recorder _recorder = recorder;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            _recorder.Broke();
            throw;
        }

        return await KeepAsync(response).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> KeepAsync(HttpResponseMessage response)
    {
        StreamContent content = new(new RecordingStream(await response.Content.ReadAsStreamAsync().ConfigureAwait(false), _recorder));
        foreach (KeyValuePair<string, IEnumerable<string>> header in response.Content.Headers)
        {
            content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        response.Content = content;
        _recorder.Answered(response);
        return response;
    }
}
