using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>One attempt to get the list of models.</summary>
internal sealed class ModelListExchange
{
    private readonly HttpMessageInvoker _http;
    private readonly CallOptions _options;
    private readonly Func<string, string> _clean;

    /// <param name="http">The way to the server.</param>
    /// <param name="options">The options of the call, with the address of the list.</param>
    /// <param name="clean">Masks secrets.</param>
    public ModelListExchange(HttpMessageInvoker http, CallOptions options, Func<string, string> clean)
    {
        _http = http;
        _options = options;
        _clean = clean;
    }

    /// <param name="tag">The tag of what is known already; null if nothing.</param>
    /// <param name="call">Cancelled when the call ends.</param>
    /// <returns>The answer; null where nothing has changed.</returns>
    /// <exception cref="OfoxException">The attempt failed.</exception>
    public async Task<CatalogAnswer?> GetAsync(string? tag, CancellationToken call)
    {
        using SilenceTimer timer = new(_options, call);
        HttpResponseMessage? response = null;
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, _options.Endpoint);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("OfoxPS", Poly.Version));
            if (tag is not null)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            }

            response = await _http.SendAsync(request, timer.Token).ConfigureAwait(false);
            timer.Answered();
            return await ReadAsync(response, tag, timer).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OfoxException)
        {
            // An aborted connection can look like a broken one.
            throw timer.Failure(error) is { } timeout ? timeout
                : error is OperationCanceledException || call.IsCancellationRequested ? new OperationCanceledException(error.Message, error)
                : NetworkError.Of(error, _options.Endpoint, timer.Connected, answering: response is not null);
        }
        finally
        {
            timer.Cancel();
            response?.Dispose();
        }
    }

    private async Task<CatalogAnswer?> ReadAsync(HttpResponseMessage response, string? tag, SilenceTimer timer)
    {
        if (tag is not null && response.StatusCode == HttpStatusCode.NotModified)
        {
            return null;
        }

        using ResponseStream stream = new(await response.Content.ReadAsStreamAsync().ConfigureAwait(false), timer.Alive, timer.Waits);
        ReadOnlyMemory<byte> body = await stream.ReadAllAsync((int)CatalogFile.Longest, response.Content.Headers.ContentLength, timer.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw StatusError.Of(response, Poly.Utf8(body.Span), _clean, missing: "list of models");
        }

        string? fresh = response.Headers.TryGetValues("ETag", out var tags) ? tags.FirstOrDefault() : null;
        CatalogAnswer answer = new(Poly.WithoutMark(body).ToArray(), DateTimeOffset.UtcNow, fresh);
        return answer.ToList() is not null
            ? answer
            : throw new OfoxException(
                OfoxErrorKind.OfoxInvalidResponse,
                $"{_options.Endpoint.Authority} answered with something that is not a list of models{Excerpt.Of(_clean(Poly.Utf8(body.Span)))}")
            { StatusCode = (int)response.StatusCode };
    }
}
