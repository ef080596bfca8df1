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
    private readonly CallNotices _notices;
    private readonly Func<HttpMessageHandler> _gateway;

    /// <param name="options">The options of a call for completions. No key is needed: without one the request has none.</param>
    /// <param name="socket">The way to the network; the usual one unless given.</param>
    public ModelListClient(CallOptions options, HttpMessageHandler? socket = null)
    {
        SecureString key = options.KeyFailure is null ? options.ApiKey : new SecureString();
        _options = options with { Endpoint = Endpoint.Models(options.Endpoint), ApiKey = key, KeyFailure = null };
        _redactor = SecretsOfCall.RedactorOf(options);
        _notices = new CallNotices(options, _redactor);
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
        using CallTimeout call = new(_options, token);
        for (int attempt = 1; ; attempt++)
        {
            yield return _notices.Of($"GET {Endpoint.Shown(_options.Endpoint)}, attempt {attempt} of {_options.MaximumRetryCount + 1}");
            SendingEvent sending = new(NoRequest, NoBody, attempt, _options.Endpoint, _redactor, token) { Method = "GET" };
            yield return sending;
            if (sending.Interceptor?.Name is { } name)
            {
                yield return _notices.Of($"Answered by {name}");
            }

            (CatalogAnswer? answer, Exception? failure) = await TryAsync(sending, tag, call, token).ConfigureAwait(false);
            if (failure is null)
            {
                yield return _notices.Of(answer is null ? "304, the known models still hold" : $"{answer.Json.Length} bytes of models");
                yield return new ModelListEvent(answer);
                yield break;
            }

            if (failure is not OfoxException known
                || RetryPolicy.WaitBefore(known, attempt, _options.MaximumRetryCount, Poly.NextRandom()) is not { } wait)
            {
                throw Complete(failure, attempt);
            }

            yield return _notices.Of($"{failure.Message} Trying again in {wait.TotalSeconds:0.##} s.");
            if (await call.WaitAsync(sending.Interceptor?.Wait(wait) ?? wait, token).ConfigureAwait(false) is { } late)
            {
                throw Complete(late, attempt);
            }
        }
    }

    private async Task<(CatalogAnswer? Answer, Exception? Failure)> TryAsync(
        SendingEvent sending, string? tag, CallTimeout call, CancellationToken token)
    {
        CatalogAnswer? answer = null;
        Exception? failure = null;
        using IInterceptor? interceptor = sending.Interceptor;
        using HttpMessageInvoker http = new(interceptor?.Over(_gateway) ?? _gateway(), disposeHandler: false);
        AttemptConnection connection = new(http, _options, _redactor.Clean, new AnswerLimits(), call, hasBody: false);
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                answer = await connection.GetModelsAsync(tag, CatalogFile.Longest).ConfigureAwait(false) is { } body
                    ? AnswerOf(connection, body) : null;
            }
            catch (Exception error) when (error is OfoxException or OperationCanceledException)
            {
                failure = call.Final(error, token);
            }
        }

        interceptor?.Ended(failure);
        return (answer, failure);
    }

    private static CatalogAnswer AnswerOf(AttemptConnection connection, ReadOnlyMemory<byte> body)
    {
        string? tag = connection.Response!.Headers.TryGetValues("ETag", out IEnumerable<string>? tags) ? tags.FirstOrDefault() : null;
        CatalogAnswer answer = new(body.ToArray(), DateTimeOffset.UtcNow, tag);
        return answer.ToList() is null ? throw connection.NotModels(body) : answer;
    }

    private Exception Complete(Exception failure, int attempt)
    {
        if (failure is not OfoxException raw)
        {
            return failure;
        }

        OfoxException known = raw.Cleaned(_redactor.Clean);
        known.Attempts = attempt;
        return known;
    }
}
