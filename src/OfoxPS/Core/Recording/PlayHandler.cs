using System.Diagnostics;
using System.Net;

namespace OfoxPS.Core.Recording;

/// <summary>Answers with a recorded response. There is no way from here to the network.</summary>
internal sealed class PlayHandler(RecordedResponse response, double? speed) : HttpMessageHandler
{
    private readonly RecordedResponse _response = response;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_response.Status == 0)
        {
            throw (_response.Fault
                ?? new RecordedFault(OfoxErrorKind.OfoxConnectionFailed, "The recording holds no answer", false)).ToException();
        }

        HttpResponseMessage response = new((HttpStatusCode)_response.Status)
        {
            RequestMessage = request,
            Content = new StreamContent(new PlayStream(_response, Stopwatch.StartNew(), speed)),
        };
        if (_response.Reason is not null)
        {
            response.ReasonPhrase = _response.Reason;
        }

        foreach (KeyValuePair<string, string> header in _response.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(header.Key, header.Value))
            {
                response.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        return Task.FromResult(response);
    }
}
