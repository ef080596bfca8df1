using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.UnitTests.Support;

/// <summary>Stands in the socket's place: gives the answers in turn and keeps what was sent.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeServer(params HttpResponseMessage[] answers)
    {
        foreach (HttpResponseMessage answer in answers)
        {
            Then(answer);
        }
    }

    public List<ReceivedRequest> Requests { get; } = [];

    /// <summary>There is no connection: not even the body is taken.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>What trying to reach it throws; null lets it wait for ever.</summary>
    public Exception? Unreachable { get; init; }

    /// <summary>Done when somebody tried to connect.</summary>
    public Task Asked => _asked.Task;

    public FakeServer Then(HttpResponseMessage answer) => Then(_ => Task.FromResult(answer));

    public FakeServer ThenThrow(Exception error) => Then(_ => Task.FromException<HttpResponseMessage>(error));

    /// <summary>Never answers; ends only with the token.</summary>
    public FakeServer ThenHang(TaskCompletionSource? waiting = null) => Then(async token =>
    {
        waiting?.TrySetResult();
        await Task.Delay(Timeout.Infinite, token);
        throw new InvalidOperationException("An infinite wait has ended.");
    });

    public FakeServer Then(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsUnreachable)
        {
            await RefuseAsync(request, cancellationToken);
        }

        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Requests.Add(new ReceivedRequest(
            request.Method,
            request.RequestUri,
            request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(
                static header => header.Key, static header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            body,
            request));
        HttpResponseMessage response = await _answers.Dequeue()(cancellationToken);
        response.RequestMessage = request;
        return response;
    }

    private async Task RefuseAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(new ReceivedRequest(request.Method, request.RequestUri, new Dictionary<string, string>(), [], request));
        _asked.TrySetResult();
        await (Unreachable is null ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.FromException(Unreachable));
    }
}
