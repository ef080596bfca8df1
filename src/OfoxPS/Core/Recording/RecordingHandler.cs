using OfoxPS.Core.Client;

namespace OfoxPS.Core.Recording;

/// <summary>Lets a request through to the gateway and keeps what comes back. It is above the key: it never sees one.</summary>
internal sealed class RecordingHandler(HttpMessageHandler gateway, RecordingInterceptor recorder) : DelegatingHandler(gateway)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            recorder.Broke();
            throw;
        }

        await ReplacedBody.ReadThroughAsync(response, body => new RecordingStream(body, recorder)).ConfigureAwait(false);
        recorder.Answered(response);
        return response;
    }
}
