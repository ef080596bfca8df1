using System.Net;
using System.Runtime.CompilerServices;
using System.Security;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>
/// Gets the list of models, with retries. The caller pulls events: notices, and at last the list.
/// </summary>
internal sealed class ModelListClient
{
    private static readonly RequestBody NoBody = new(new ArraySegment<byte>("{}"u8.ToArray()), []);

    private static readonly ChatRequest NoRequest = new() { Model = string.Empty, Messages = [] };

    private readonly CallOptions _options;
    private readonly Redactor _redactor;
    private readonly Func<HttpMessageHandler> _gateway;

    /// <param name="options">The options of a call for completions. No key is needed: without one the request has none.</param>
    /// <param name="socket">The way to the network; the usual one unless given.</param>
    public ModelListClient(CallOptions options, HttpMessageHandler? socket = null)
    {
        SecureString key = options.KeyFailure is null ? options.ApiKey : new SecureString();
        _options = options with { Endpoint = Endpoint.Models(options.Endpoint), ApiKey = key, KeyFailure = null };
        _redactor = SecretsOfCall.RedactorOf(options);
        _gateway = () => new CredentialsHandler(_options, socket ?? Transport.For(_options));
    }

    /// <summary>Where the models are listed.</summary>
    public Uri Address => _options.Endpoint;

    /// <param name="tag">The tag of what is known already; null if nothing.</param>
    /// <param name="token">Ends the call.</param>
    /// <exception cref="OfoxException">The call failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="token"/> was cancelled.</exception>
    public async IAsyncEnumerable<CallEvent> GetAsync(string? tag, [EnumeratorCancellation] CancellationToken token)
    {
        using CancellationTokenSource call = CancellationTokenSource.CreateLinkedTokenSource(token);
        if (_options.Timeout is { } limit)
        {
            call.CancelAfter(limit);
        }

        for (int attempt = 1; ; attempt++)
        {
            yield return Notice($"GET {Endpoint.Shown(_options.Endpoint)}, attempt {attempt} of {_options.MaximumRetryCount + 1}");
            SendingEvent sending = new(NoRequest, NoBody, attempt, _options.Endpoint, _redactor, token) { Method = "GET" };
            yield return sending;
            if (sending.Interceptor?.Name is { } name)
            {
                yield return Notice($"Answered by {name}");
            }

            (CatalogAnswer? answer, OfoxException? failure) = await TryAsync(sending, tag, call.Token, token).ConfigureAwait(false);
            if (failure is null)
            {
                yield return Notice(answer is null ? "304, the known models still hold" : $"{answer.Json.Length} bytes of models");
                yield return new ModelListEvent(answer);
                yield break;
            }

            if (RetryPolicy.WaitBefore(failure, attempt, _options.MaximumRetryCount, Poly.NextRandom()) is not { } wait)
            {
                failure = failure.Cleaned(_redactor.Clean);
                failure.Attempts = attempt;
                throw failure;
            }

            yield return Notice($"{failure.Message} Trying again in {wait.TotalSeconds:0.##} s.");
            await WaitAsync(sending.Interceptor?.Wait(wait) ?? wait, call.Token, token).ConfigureAwait(false);
        }
    }

    private async Task<(CatalogAnswer? Answer, OfoxException? Failure)> TryAsync(
        SendingEvent sending, string? tag, CancellationToken call, CancellationToken token)
    {
        CatalogAnswer? answer = null;
        OfoxException? failure = null;
        using (IInterceptor? interceptor = sending.Interceptor)
        {
            using HttpMessageInvoker way = new(interceptor?.Over(_gateway) ?? _gateway(), disposeHandler: false);
            try
            {
                answer = await ExchangeAsync(way, tag, call).ConfigureAwait(false);
            }
            catch (OfoxException error)
            {
                failure = error;
            }
            catch (OperationCanceledException error)
            {
                failure = TooLate(error, token);
            }

            interceptor?.Ended(failure);
        }

        return (answer, failure);
    }

    // One attempt; null where the list has not changed (status 304).
    private async Task<CatalogAnswer?> ExchangeAsync(HttpMessageInvoker way, string? tag, CancellationToken call)
    {
        using SilenceTimer timer = new(_options, call);
        AttemptErrors errors = new(_options.Endpoint, _redactor.Clean, timer);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, _options.Endpoint);
            request.Headers.TryAddWithoutValidation("Accept", "application/json");
            request.Headers.TryAddWithoutValidation("User-Agent", AttemptConnection.UserAgent);
            if (tag is not null)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            }

            errors.Response = await way.SendAsync(request, timer.Token).ConfigureAwait(false);
            timer.Answered();
            return tag is not null && errors.Response.StatusCode == HttpStatusCode.NotModified
                ? null
                : await ReadAsync(errors.Response, errors, timer).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OfoxException)
        {
            throw errors.Translate(error);
        }
        finally
        {
            timer.Cancel();
            errors.Response?.Dispose();
        }
    }

    private static async Task<CatalogAnswer> ReadAsync(HttpResponseMessage response, AttemptErrors errors, SilenceTimer timer)
    {
        using ResponseStream stream = new(await response.Content.ReadAsStreamAsync().ConfigureAwait(false), timer.Alive, timer.Waits);
        ReadOnlyMemory<byte> body = await stream.ReadAllAsync(
            (int)CatalogFile.Longest, response.Content.Headers.ContentLength, timer.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw errors.OfStatus(Poly.Utf8(body.Span), missing: "list of models");
        }

        string? fresh = response.Headers.TryGetValues("ETag", out IEnumerable<string>? tags) ? tags.FirstOrDefault() : null;
        CatalogAnswer answer = new(Poly.WithoutMark(body).ToArray(), DateTimeOffset.UtcNow, fresh);
        return answer.ToList() is null ? throw errors.NotModels(body) : answer;
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken call, CancellationToken token)
    {
        try
        {
            await Task.Delay(wait, call).ConfigureAwait(false);
        }
        catch (OperationCanceledException error)
        {
            throw TooLate(error, token);
        }
    }

    // A cancellation comes from the caller, or from the time limit of the call.
    private OfoxException TooLate(OperationCanceledException error, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new OfoxException(
            OfoxErrorKind.OfoxTimeout,
            $"The call was not done within {_options.Timeout?.TotalSeconds:0.###} s ({_options.PlaceOf("TimeoutSeconds")})",
            error);
    }

    private NoticeEvent Notice(string text) => new(TerminalText.Sanitize(_redactor.Clean(text)));
}
