using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Gateway.Log;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>Every fault is what its name says.</summary>
public sealed class FaultTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(401, "authentication_error")]
    [InlineData(402, "insufficient_credits")]
    [InlineData(403, "permission_error")]
    [InlineData(408, "timeout_error")]
    [InlineData(409, "conflict_error")]
    [InlineData(413, "invalid_request_error")]
    [InlineData(422, "invalid_request_error")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(500, "internal_error")]
    [InlineData(502, "upstream_error")]
    [InlineData(503, "service_unavailable")]
    [InlineData(529, "overloaded_error")]
    public async Task Status(int status, string type)
    {
        foreach (JsonObject request in new[] { Ask.For("x", $"fault/{status}"), Ask.Stream("x", $"fault/{status}") })
        {
            GatewayAnswer answer = await fixture.Client.ChatAsync(request);
            Assert.Equal((status, type), (answer.Status, (string?)answer.Error["type"]));
            Assert.True(answer.Headers.ContainsKey("x-request-id"));
        }
    }

    [Theory]
    [InlineData("fault/429", "0.05", null)]
    [InlineData("fault/429?retry_after=7", "7", null)]
    [InlineData("fault/429?retry_after_ms=30", null, "30")]
    [InlineData("fault/503?retry_after=Wed%2C%2021%20Oct%202026%2007%3A28%3A00%20GMT", "Wed, 21 Oct 2026 07:28:00 GMT", null)]
    [InlineData("fault/503", null, null)]
    public async Task Retry_after(string model, string? seconds, string? milliseconds)
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For("x", model));

        Assert.Equal((seconds, milliseconds), (answer.Headers.GetValueOrDefault("Retry-After"), answer.Headers.GetValueOrDefault("retry-after-ms")));
    }

    [Fact]
    public async Task Should_retry() =>
        Assert.Equal("false", (await fixture.Client.ChatAsync(Ask.For("x", "fault/500?should_retry=false"))).Headers["x-should-retry"]);

    [Fact]
    public async Task Times_counts_each_model_id_apart()
    {
        int[] statuses = new int[4];
        for (int i = 0; i < statuses.Length; i++)
        {
            statuses[i] = (await fixture.Client.ChatAsync(Ask.For("x", "fault/500?times=2"))).Status;
        }

        Assert.Equal([500, 500, 200, 200], statuses);
        Assert.Equal(500, (await fixture.Client.ChatAsync(Ask.For("x", "fault/500?times=2&case=other"))).Status);
        await fixture.Client.SendAsync(HttpMethod.Post, "/_gateway/reset");
        Assert.Equal(500, (await fixture.Client.ChatAsync(Ask.For("x", "fault/500?times=2"))).Status);
    }

    [Theory]
    [InlineData("fault/html", 200, "text/html", "<form")]
    [InlineData("fault/html502", 502, "text/html", "nginx")]
    [InlineData("fault/ok-error", 200, "application/json", "\"error\"")]
    [InlineData("fault/empty", 200, "application/json", "")]
    [InlineData("fault/bad-json", 200, "application/json", "{\"id\"")]
    public async Task Body(string model, int status, string contentType, string part)
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For("x", model));

        Assert.Equal(status, answer.Status);
        Assert.StartsWith(contentType, answer.Headers["Content-Type"]);
        Assert.Contains(part, answer.Text);
        Assert.Equal(part.Length == 0, answer.Text.Length == 0);
    }

    [Fact]
    public async Task Bad_json_is_bad()
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For("x", "fault/bad-json"));

        Assert.ThrowsAny<JsonException>(() => answer.Json);
    }

    [Fact]
    public async Task The_wrong_kind_of_answer()
    {
        Assert.Equal("x", (await fixture.Client.ChatAsync(Ask.Stream("x", "fault/json-for-stream"))).Content);
        Assert.Equal("x", (await fixture.Client.ChatAsync(Ask.For("x", "fault/stream-for-json"))).StreamedText);
    }

    [Theory]
    [InlineData("fault/truncated?chunks=9", 3)]
    [InlineData("fault/truncated?chunks=9&after=5", 5)]
    [InlineData("fault/truncated", 2)]
    public async Task Truncated(string model, int events)
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.Stream("x", model));

        Assert.Equal(events, answer.Data.Count);
        Assert.DoesNotContain("[DONE]", answer.Text);
        Assert.All(answer.Chunks, chunk => Assert.Null(chunk["choices"]![0]!["finish_reason"]));
    }

    [Theory]
    [InlineData("fault/stream-error", false)]
    [InlineData("fault/event-error", true)]
    public async Task An_error_within_the_stream(string model, bool named)
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.Stream("x y z", model));

        Assert.Equal(200, answer.Status);
        Assert.Equal("server_error", (string?)JsonNode.Parse(answer.Data[^1])!["error"]!["type"]);
        Assert.Equal(named, answer.Text.Contains("event: error\ndata: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fault/reset", false)]
    [InlineData("fault/reset", true)]
    [InlineData("fault/reset-midstream", false)]
    [InlineData("fault/reset-midstream", true)]
    public async Task Reset(string model, bool stream)
    {
        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(
            () => fixture.Client.ChatAsync(stream ? Ask.Stream("a b c", model) : Ask.For("a b c", model)));

        Assert.Contains(Causes(exception), cause => cause is SocketException { SocketErrorCode: SocketError.ConnectionReset });
        RequestEntry entry = await fixture.Server.Requests.LastEndedAsync();
        Assert.False(entry.ClientHungUp);
        Assert.Equal(stream && model.EndsWith("midstream", StringComparison.Ordinal) ? 3 : 0, entry.ChunksSent);
    }

    [Fact]
    public async Task Truncated_without_a_stream_is_half_the_JSON()
    {
        string text = (await fixture.Client.ChatAsync(Ask.For("x", "fault/truncated"))).Text;

        Assert.StartsWith("{", text);
        Assert.DoesNotContain("usage", text);
    }

    [Fact]
    public async Task Silence_lasts_until_the_client_hangs_up()
    {
        using HttpClient client = new();
        using CancellationTokenSource patience = new();
        using StringContent content = new(Ask.For("x", "fault/silence").ToJsonString(), null, "application/json");
        client.DefaultRequestHeaders.Authorization = new("Bearer", "sk-test");
        int before = fixture.Server.Requests.Last?.Number ?? 0;
        Task<HttpResponseMessage> waiting = client.PostAsync($"{fixture.Server.BaseUri}/chat/completions", content, patience.Token);
        await fixture.Server.Requests.WaitAsync(log => log.Last is { Model: not null } last && last.Number > before ? last : null);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        RequestEntry entry = await fixture.Server.Requests.LastEndedAsync();
        Assert.Equal((true, 0), (entry.ClientHungUp, entry.Status));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stall_lasts_until_the_client_hangs_up(bool stream)
    {
        HttpResponseMessage response = await fixture.Client.OpenAsync(stream ? Ask.Stream("a b c d e", "fault/stall") : Ask.For("a b c", "fault/stall"));
        if (stream)
        {
            using EventReader reader = await EventReader.OpenAsync(response);
            Assert.Equal(3, (await reader.ReadAsync(3)).Count);
        }

        response.Dispose();
        RequestEntry entry = await fixture.Server.Requests.LastEndedAsync();
        Assert.Equal((true, stream ? 3 : 0), (entry.ClientHungUp, entry.ChunksSent));
    }

    [Fact]
    public async Task An_unknown_fault_is_an_unknown_model() =>
        Assert.Equal("model_not_found", (string?)(await fixture.Client.ChatAsync(Ask.For("x", "fault/none-such"))).Error["code"]);

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }
}
