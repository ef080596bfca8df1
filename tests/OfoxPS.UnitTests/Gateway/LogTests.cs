using System;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using OfoxPS.Gateway;
using OfoxPS.Gateway.Log;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>The log, the counts, and the streams that wait to be released. Each test has a gateway of its own.</summary>
public sealed class LogTests : IAsyncLifetime
{
    private GatewayServer server = null!;
    private GatewayClient client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await GatewayServer.StartAsync();
        client = new GatewayClient(server.BaseUri);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_entry_tells_everything()
    {
        JsonObject request = Ask.Stream("hello ñ", "openai/gpt-4o?chunks=4", """{"x_custom":1}""");
        GatewayAnswer answer = await client.ChatAsync(request, "sk-secret");
        JsonNode entry = (await client.GetAsync("/_gateway/requests/last?ended=true")).Json;
        byte[] body = Encoding.UTF8.GetBytes(request.ToJsonString());

        Assert.Equal(request.ToJsonString(), (string?)entry["body"]);
        Assert.Equal((body.Length, body.Length), ((int)entry["bodyLength"]!, (int)entry["bytesReceived"]!));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), (string?)entry["bodySha256"]);
        Assert.Equal("Bearer sk-secret", (string?)entry["headers"]!["Authorization"]);
        Assert.Equal(answer.Headers["x-request-id"], (string?)entry["requestId"]);
        Assert.Equal(("POST", "/v1/chat/completions", "openai/gpt-4o?chunks=4"), ((string?)entry["method"], (string?)entry["path"], (string?)entry["model"]));
        Assert.Equal((1, 200, 7), ((int)entry["number"]!, (int)entry["status"]!, (int)entry["chunksSent"]!));
        Assert.Equal((true, true, false), ((bool)entry["stream"]!, (bool)entry["ended"]!, (bool)entry["clientHungUp"]!));
    }

    [Fact]
    public async Task A_long_body_is_told_by_length_and_hash()
    {
        JsonObject request = Ask.For(new string('x', 1024 * 1024));
        await client.ChatAsync(request);
        RequestEntry entry = await server.Requests.LastEndedAsync();

        Assert.Null(entry.Body);
        Assert.Equal(request.ToJsonString().Length, entry.BodyLength);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.ToJsonString()))), entry.BodySha256);
    }

    [Fact]
    public async Task Entries_are_listed_found_and_forgotten()
    {
        await client.ChatAsync(Ask.For("one"));
        await client.GetAsync("/v1/models?owner=openai");
        await client.GetAsync("/v2/nothing");

        JsonArray all = (await client.GetAsync("/_gateway/requests")).Json.AsArray();
        Assert.Equal(["/v1/chat/completions", "/v1/models?owner=openai", "/v2/nothing"], all.Select(entry => (string?)entry!["path"]));
        Assert.Equal("GET", (string?)(await client.GetAsync("/_gateway/requests/2?ended=true")).Json["method"]);
        Assert.Equal(404, (await client.GetAsync("/_gateway/requests/9")).Status);

        Assert.Equal(204, (await client.SendAsync(HttpMethod.Delete, "/_gateway/requests")).Status);
        Assert.Empty((await client.GetAsync("/_gateway/requests")).Json.AsArray());
        Assert.Equal(404, (await client.GetAsync("/_gateway/requests/last")).Status);
        await client.ChatAsync(Ask.For("two"));
        Assert.Equal(4, server.Requests.Last!.Number);
    }

    [Fact]
    public async Task A_held_stream_waits_for_its_release()
    {
        using EventReader reader = await EventReader.OpenAsync(await client.OpenAsync(Ask.Stream("x", "openai/gpt-4o?chunks=10&hold=4")));
        Assert.Equal(4, (await reader.ReadAsync(4)).Count);
        JsonNode held = (await client.GetAsync("/_gateway/requests/1?chunks=4")).Json;
        Assert.Equal((4, false), ((int)held["chunksSent"]!, (bool)held["ended"]!));

        Assert.Equal(1, (int)(await client.SendAsync(HttpMethod.Post, "/_gateway/release")).Json["released"]!);
        Assert.Equal("[DONE]", (await reader.ReadToEndAsync())[^1]);
        Assert.Equal(13, (await server.Requests.EndedAsync(1)).ChunksSent);
        Assert.Equal(0, server.Release());
    }

    [Fact]
    public async Task Waiting_for_the_end_is_answered_at_the_end()
    {
        using EventReader reader = await EventReader.OpenAsync(await client.OpenAsync(Ask.Stream("x", "openai/gpt-4o?chunks=3&hold=0")));
        Task<GatewayAnswer> waiting = client.GetAsync("/_gateway/requests/last?ended=true");
        Assert.False(server.Requests.Last!.Ended);

        server.Release();
        Assert.True((bool)(await waiting).Json["ended"]!);
    }

    [Fact]
    public async Task A_hang_up_stops_a_held_stream_at_once()
    {
        using (EventReader reader = await EventReader.OpenAsync(await client.OpenAsync(Ask.Stream("x", "openai/gpt-4o?chunks=100&hold=5"))))
        {
            await reader.ReadAsync(5);
        }

        RequestEntry entry = await server.Requests.LastEndedAsync();
        Assert.Equal((true, 5), (entry.ClientHungUp, entry.ChunksSent));
        Assert.Equal(1, (int)(await client.GetAsync("/_gateway/stats")).Json["hangUps"]!);
    }

    [Fact]
    public async Task Closing_after_the_last_event_is_no_hang_up()
    {
        using (EventReader reader = await EventReader.OpenAsync(await client.OpenAsync(Ask.Stream("x", "openai/gpt-4o?chunks=50"))))
        {
            await reader.ReadAsync(53);
        }

        RequestEntry entry = await server.Requests.LastEndedAsync();
        Assert.Equal((false, 53), (entry.ClientHungUp, entry.ChunksSent));
    }

    [Fact]
    public async Task An_upload_given_up_is_a_hang_up_too()
    {
        Uri uri = new(server.BaseUri);
        using (TcpClient socket = new())
        {
            await socket.ConnectAsync(uri.Host, uri.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"model\""));
            await server.Requests.WaitAsync(log => log.Last);
        }

        RequestEntry entry = await server.Requests.LastEndedAsync();
        Assert.Equal((true, 8L, 0), (entry.ClientHungUp, entry.BytesReceived, entry.Status));
    }

    [Fact]
    public async Task A_request_that_was_given_up_holds_no_gate()
    {
        using (EventReader reader = await EventReader.OpenAsync(await client.OpenAsync(Ask.Stream("x", "openai/gpt-4o?hold=1"))))
        {
            await reader.ReadAsync(1);
        }

        await server.Requests.LastEndedAsync();
        Assert.Equal(0, server.Release());
    }

    [Fact]
    public async Task A_hang_up_stops_a_running_stream()
    {
        using (EventReader reader = await EventReader.OpenAsync(await client.OpenAsync(Ask.Stream("x", "openai/gpt-4o?chunks=200000"))))
        {
            await reader.ReadAsync(5);
        }

        RequestEntry entry = await server.Requests.LastEndedAsync();
        Assert.True(entry.ClientHungUp);
        Assert.InRange(entry.ChunksSent, 5, 199999);
    }

    [Fact]
    public async Task Stats_count_requests_and_connections()
    {
        await client.ChatAsync(Ask.For("one"));
        await client.ChatAsync(Ask.For("two"));
        using EventReader open = await EventReader.OpenAsync(await client.OpenAsync(Ask.Stream("x", "openai/gpt-4o?hold=1")));
        JsonNode stats = (await client.GetAsync("/_gateway/stats")).Json;

        Assert.Equal((3, 1, 0), ((int)stats["requests"]!, (int)stats["open"]!, (int)stats["hangUps"]!));
        Assert.Equal((2, 2), ((int)stats["connections"]!, (int)stats["openConnections"]!));
        Assert.Equal(server.BaseUri, (string?)stats["addresses"]![0]);
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_what_is_held()
    {
        GatewayServer other = await GatewayServer.StartAsync();
        using GatewayClient visitor = new(other.BaseUri);
        using EventReader open = await EventReader.OpenAsync(await visitor.OpenAsync(Ask.Stream("x", "openai/gpt-4o?hold=0")));

        await other.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAnyAsync<Exception>(open.ReadToEndAsync);
    }

    [Fact]
    public async Task An_unknown_control_is_404() => Assert.Equal(404, (await client.GetAsync("/_gateway/nothing")).Status);
}
