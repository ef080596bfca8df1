using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Gateway;
using OfoxPS.UnitTests.Support;
using Xunit;
using Ask = OfoxPS.UnitTests.Support.Ask;

namespace OfoxPS.UnitTests.Catalog;

/// <summary>How the list of models is asked for.</summary>
public sealed class ModelListClientTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IDisposable
{
    public void Dispose() => fixture.Server.SetModels("Known");

    [Fact]
    public async Task The_list_comes_with_its_tag_and_is_not_sent_twice()
    {
        ModelListEvent first = await ListAsync();
        ModelListEvent second = await ListAsync(first.Answer!.Tag);

        Assert.Equal(6, first.Answer.ToList()!.Models.Count);
        Assert.Null(second.Answer);
        Assert.Equal(304, fixture.Server.Requests.Last!.Status);
        Assert.Equal(("GET", "/v1/models"), (fixture.Server.Requests.Last.Method, fixture.Server.Requests.Last.Path));
    }

    [Fact]
    public async Task A_key_is_sent_where_there_is_one_and_none_is_needed()
    {
        await ListAsync();
        Assert.Equal($"Bearer {Ask.Key}", fixture.Server.Requests.Last!.Headers["Authorization"]);

        await ListAsync(options: Options with { ApiKey = new SecureString(), KeyFailure = new OfoxException("There is no key") });
        Assert.False(fixture.Server.Requests.Last!.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Odd_entries_are_read_as_far_as_they_go()
    {
        fixture.Server.SetModels("Odd");
        IReadOnlyList<OfoxModel> models = (await ListAsync()).Answer!.ToList()!.Models;

        Assert.Equal(
            ["odd/bare", "odd/nulls", "odd/auto", "odd/numbers", "odd/words", "odd/absurd", "odd/free", "odd/fee", "odd/old", "17"],
            models.Select(static model => model.Id));
        Assert.Equal(
            [(null, null), (null, null), (null, null), (1m, 2m), (null, null), (null, 500_000m), (0m, 0m), (1m, 2m), (1m, 2m),
                (null, null)],
            models.Select(static model => (model.InputPrice, model.OutputPrice)));
        Assert.True(models[8].IsDeprecated);
    }

    [Fact]
    public async Task A_failure_is_tried_again_and_then_told()
    {
        fixture.Server.SetModels("Fails");
        int before = fixture.Server.Requests.Count;
        OfoxException failure = await Assert.ThrowsAsync<OfoxException>(() => ListAsync(options: Options with { MaximumRetryCount = 1 }));

        Assert.Equal((OfoxErrorKind.OfoxServerError, 503, 2), (failure.Kind, failure.StatusCode, failure.Attempts));
        Assert.Equal(2, fixture.Server.Requests.Count - before);
    }

    [Theory]
    [InlineData("Page", OfoxErrorKind.OfoxInvalidResponse)]
    [InlineData("Breaks", null)]
    public async Task What_is_no_list_is_a_failure(string mode, object? kind)
    {
        fixture.Server.SetModels(mode);
        OfoxException failure = await Assert.ThrowsAsync<OfoxException>(() => ListAsync());

        Assert.Equal(kind ?? failure.Kind, failure.Kind);
    }

    [Fact]
    public async Task Nobody_there_is_a_connection_that_failed()
    {
        OfoxException failure = await Assert.ThrowsAsync<OfoxException>(
            () => ListAsync(options: Options with { Endpoint = new Uri("http://127.0.0.1:1/v1/chat/completions") }));

        Assert.Equal(OfoxErrorKind.OfoxConnectionFailed, failure.Kind);
    }

    [Fact]
    public async Task Whoever_stops_waits_no_longer()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource waiting = new();
        using FakeModels server = new(waiting);
        Task<ModelListEvent> call = ListAsync(new ModelListClient(Options, server), null, stop.Token);
        await waiting.Task;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_not_waited_for_for_ever()
    {
        using FakeModels server = new(new TaskCompletionSource());
        OfoxException failure = await Assert.ThrowsAsync<OfoxException>(
            () => ListAsync(new ModelListClient(Options with { Timeout = TimeSpan.FromMilliseconds(50) }, server), null, default));

        Assert.Equal(OfoxErrorKind.OfoxTimeout, failure.Kind);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_not_said_to_be_out_of_reach()
    {
        using FakeModels server = new(new TaskCompletionSource());
        CallOptions options = Options with { ConnectionTimeout = TimeSpan.FromMilliseconds(50) };
        OfoxException failure = await Assert.ThrowsAsync<OfoxException>(
            () => ListAsync(new ModelListClient(options, server), null, default));

        Assert.Equal(
            $"{options.Endpoint.Authority} did not answer within 0.05 s (-ConnectionTimeoutSeconds)",
            failure.Message.TrimEnd('.'));
    }

    [Fact]
    public async Task The_longest_silence_holds_for_the_first_byte()
    {
        using FakeModels server = new(new TaskCompletionSource());
        CallOptions options = Options with { OperationTimeout = TimeSpan.FromMilliseconds(50), ConnectionTimeout = TimeSpan.FromDays(1) };
        OfoxException failure = await Assert.ThrowsAsync<OfoxException>(
            () => ListAsync(new ModelListClient(options, server), null, default));

        Assert.Equal(
            $"{options.Endpoint.Authority} was silent for 0.05 s (-OperationTimeoutSeconds)",
            failure.Message.TrimEnd('.'));
    }

    [Fact]
    public async Task A_list_that_is_announced_as_too_long_is_not_read()
    {
        ScriptedStream body = new("[]") { Hangs = true };
        HttpResponseMessage answer = Reply.Of(200, body, "application/json");
        answer.Content.Headers.ContentLength = 5L << 30;
        OfoxException failure = await Assert.ThrowsAsync<OfoxException>(
            () => ListAsync(new ModelListClient(Options, new FakeServer(answer)), null, default));

        Assert.Contains("longer than 16 MiB", failure.Message, StringComparison.Ordinal);
        Assert.Equal((true, false), (body.Disposed, body.Waiting.IsCompleted));
    }

    [Theory]
    [InlineData("https://x.test/v1/chat/completions", "https://x.test/v1/models")]
    [InlineData("https://x.test/a/b/chat/completions?api-version=1", "https://x.test/a/b/models?api-version=1")]
    public void The_address(string completions, string models) => Assert.Equal(models, Endpoint.Models(new Uri(completions)).AbsoluteUri);

    private CallOptions Options => Ask.Once with { Endpoint = Endpoint.Of(new Uri(fixture.Server.BaseUri), allowUnencrypted: false) };

    private Task<ModelListEvent> ListAsync(string? tag = null, CallOptions? options = null) =>
        ListAsync(new ModelListClient(options ?? Options), tag, default);

    private static async Task<ModelListEvent> ListAsync(ModelListClient client, string? tag, CancellationToken token)
    {
        List<CallEvent> events = [];
        await foreach (CallEvent item in client.GetAsync(tag, token))
        {
            events.Add(item);
        }

        return Assert.IsType<ModelListEvent>(events[^1]);
    }

    private sealed class FakeModels(TaskCompletionSource asked) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidDataException("An infinite wait has ended.");
        }
    }
}
