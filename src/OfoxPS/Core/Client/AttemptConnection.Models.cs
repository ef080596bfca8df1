using System.Net;

namespace OfoxPS.Core.Client;

/// <content>The list of models, which is one body and no chunks.</content>
internal sealed partial class AttemptConnection
{
    /// <summary>Gets the list of models, which has no chunks.</summary>
    /// <param name="tag">The tag of the list that is known; null where none is.</param>
    /// <param name="longest">The longest list, in bytes.</param>
    /// <returns>The body; null where the list has not changed since the tag (status 304).</returns>
    public async Task<ReadOnlyMemory<byte>?> GetModelsAsync(string? tag, int longest)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _options.Endpoint);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        await SendAsync(request, Json, isKnown: tag is not null, missing: "list of models").ConfigureAwait(false);
        if (Response!.StatusCode == HttpStatusCode.NotModified)
        {
            return null;
        }

        try
        {
            ReadOnlyMemory<byte> body = await _body!.ReadAllAsync(
                longest, Response.Content.Headers.ContentLength, _timer.Token).ConfigureAwait(false);
            _jsonRead = true;
            return Poly.WithoutMark(body);
        }
        catch (Exception error) when (error is not OfoxException)
        {
            throw _errors.Translate(error);
        }
    }

    /// <summary>The failure where the body is not a list of models.</summary>
    public OfoxException NotModels(ReadOnlyMemory<byte> body) => _errors.NotModels(body);
}
