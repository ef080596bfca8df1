using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Recording;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Recording;

/// <summary>What is recorded comes back byte by byte, in the same pieces, with nobody at the other end.</summary>
public sealed class CassetteTests : CassetteTestBase
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Replays_the_very_pieces_that_came(int size)
    {
        // The fox has four bytes: some of these pieces end inside it.
        byte[] body = Reply.Bytes(Reply.Hello.Replace("lo\"", "lo \U0001F98A\""));
        byte[][] pieces = [.. body.Chunk(size)];
        CallResult recorded = await RecordAsync(pieces);
        Interaction kept = Assert.Single(CassetteFile.Read(Path, out _));
        Assert.Equal(pieces.Select(Convert.ToHexString), (await ReadsAsync(kept.Response)).Select(Convert.ToHexString));

        CallResult replayed = await RunAsync(CassetteMode.Replay, new FakeServer { IsUnreachable = true });
        Assert.Equal(Describe.Result(recorded), Describe.Result(replayed));
        Assert.Contains("\U0001F98A", replayed.Completion.Content);
    }

    [Fact]
    public async Task Never_touches_the_socket_in_a_replay()
    {
        await RecordAsync(Reply.Bytes(Reply.Hello));
        FakeServer socket = new() { IsUnreachable = true };
        await RunAsync(CassetteMode.Replay, socket);
        Assert.Equal(
            OfoxErrorKind.OfoxCassetteMiss,
            (await RunAsync(CassetteMode.Replay, socket, Ask.Streamed with { Model = "other/model" })).Failure.Kind);
        Assert.Empty(socket.Requests);
    }

    [Fact]
    public async Task A_key_that_two_pieces_share_is_masked_all_the_same()
    {
        string said = Reply.Hello.Replace("Hel", Ask.Key);
        int middle = said.IndexOf(Ask.Key, StringComparison.Ordinal) + 5;
        await RecordAsync(Reply.Bytes(said[..middle]), Reply.Bytes(said[middle..]));
        string text = File.ReadAllText(Path);
        Assert.Contains("****", text);
        Assert.DoesNotContain(Ask.Key[5..], text);
    }

    [Fact]
    public async Task Pieces_keep_their_bounds_and_JSON_stays_JSON_where_something_is_masked()
    {
        string said = Reply.Hello.Replace("Hel", Ask.Key);
        byte[][] pieces = [.. Reply.Bytes(said).Chunk(5)];
        await RecordAsync(pieces);
        IReadOnlyList<RecordedChunk> kept = Assert.Single(CassetteFile.Read(Path, out _)).Response.Chunks;
        Assert.InRange(kept.Count, pieces.Length - (Ask.Key.Length / 5), pieces.Length);
        Assert.Equal("****lo", (await RunAsync(CassetteMode.Replay, new FakeServer { IsUnreachable = true })).Completion.Content);
    }

    [Fact]
    public async Task Headers_that_are_no_secrets_damage_neither_the_recording_nor_its_replay()
    {
        CallOptions options = Ask.Options with
        {
            Headers = new Dictionary<string, string>
            {
                ["x-portkey-strict-open-ai-compliance"] = "false",
                ["X-Title"] = "Contoso Weather",
                ["x-limit-token"] = "1234"
            },
        };
        ChatRequest request = Ask.With(
            new ChatMessage("user", "Contoso Weather")) with
        {
            Extra =
            new Dictionary<string, object> { ["seed"] = 1234, ["store"] = false }
        };
        FakeServer server = new(
            Reply.Json("""{"choices":[{"index":0,"message":{"content":"Contoso Weather says hello"},"finish_reason":"stop","logprobs":"""
            + """false}],"usage":{"total_tokens":1234}}"""));
        CallResult recorded = await RunAsync(CassetteMode.Record, server, request, options: options);
        CallResult replayed = await RunAsync(CassetteMode.Replay, new FakeServer { IsUnreachable = true }, request, options: options);
        Assert.Equal("Contoso Weather says hello", recorded.Completion.Content);
        Assert.Equal(Describe.Result(recorded), Describe.Result(replayed));
        Assert.DoesNotContain("****", File.ReadAllText(Path));
    }

    [Fact]
    public async Task What_version_0_1_0_recorded_is_still_replayed()
    {
        CallOptions options = Ask.Options with
        {
            Endpoint = new Uri("https://gateway.test/v1/chat/completions?api-version=2024-10-21"),
            Headers = new Dictionary<string, string> { ["X-Title"] = "Contoso Weather", ["x-api-token"] = "tok-12345678" },
        };
        CassetteSession session = new(
            new CassetteOptions
            {
                Path = System.IO.Path.Combine(Checkout.Root, "tests", "corpus", "cassettes", "0.1.0.json"),
                Mode = CassetteMode.Replay,
                Rule = new MatchRule(["Body", "Uri"])
            });
        ChatRequest whole =
            Ask.With(new ChatMessage("user", "What does Contoso Weather say to tok-12345678?")) with { Model = "openai/gpt-4o" };
        ChatRequest stream = Ask.Streamed with
        {
            Model = "openai/gpt-4o",
            Messages = [new ChatMessage("user", "Stream, Contoso Weather, in 2024-10-21")]
        };
        FakeServer nobody = new() { IsUnreachable = true };
        CallResult other = await CallResult.OfAsync(
            nobody, whole with { Messages = [new ChatMessage("user", "What does it say?")] }, options, item => Answer(session, item));
        Assert.Equal(OfoxErrorKind.OfoxCassetteMiss, other.Failure.Kind);
        Assert.Equal(
            "**** says hello to ****.",
            (await CallResult.OfAsync(nobody, whole, options, item => Answer(session, item))).Completion.Content);
        Assert.Equal("Hello", (await CallResult.OfAsync(nobody, stream, options, item => Answer(session, item))).Completion.Content);
    }

    [Fact]
    public async Task A_recorder_that_fails_costs_no_answer()
    {
        CassetteSession session = new(new CassetteOptions { Path = Path, Mode = CassetteMode.Record });
        CallOptions options = Ask.Options with { ApiKey = Ask.Secret(Ask.Key) };
        SendingEvent sending = new(
            Ask.Plain, RequestWriter.Write(Ask.Plain), 1, options.Endpoint, SecretsOfCall.RedactorOf(options), CancellationToken.None);
        FakeServer server = new(Reply.Json("{}"));
        using (IInterceptor recorder = session.For(new MaskedRequest(sending))!)
        using (HttpMessageInvoker http = new(recorder.Over(() => server)))
        {
            using HttpRequestMessage request = new(HttpMethod.Post, options.Endpoint) { Content = new StringContent("{}") };
            using HttpResponseMessage response = await http.SendAsync(request, CancellationToken.None);
            Assert.Equal("{}", await response.Content.ReadAsStringAsync());

            // Now what is secret cannot be told any more.
            options.ApiKey.Dispose();
        }

        Assert.Contains(Path, session.TakeWriteError(waits: true)!.Message);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public async Task Waits_before_retries_cost_no_time_in_a_replay()
    {
        FakeServer server = new(Reply.Error(429, "retry-after: 0.01"), Reply.Stream());
        await RunAsync(CassetteMode.Record, server);
        File.WriteAllText(Path, File.ReadAllText(Path).Replace("\"0.01\"", "\"100\""));
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        CallResult replayed = await RunAsync(CassetteMode.Replay, new FakeServer { IsUnreachable = true }, token: limit.Token);
        Assert.Equal(2, replayed.Completion.Attempts);
    }

    [Fact]
    public async Task An_answer_that_says_the_same_leaves_the_file_as_it_is()
    {
        await RecordAsync(Reply.Bytes(Reply.Hello));
        string before = File.ReadAllText(Path);
        foreach (string field in (
            string[])["\"id\":\"c2\",", "\"created\":2,", "\"system_fingerprint\":\"fp_2\",", "\"obfuscation\":\"a1B2\","])
        {
            await RecordAsync(Reply.Bytes(Reply.Hello.Replace("\"id\":\"c1\",", field)));
            Assert.Equal(before, File.ReadAllText(Path));
        }

        await RecordAsync(Reply.Bytes(Reply.Hello.Replace("lo\"", "p\"")));
        Assert.Single(CassetteFile.Read(Path, out _));
        Assert.NotEqual(before, File.ReadAllText(Path));
    }

    [Fact]
    public async Task A_reader_that_stops_leaves_a_recording_that_says_so()
    {
        FakeServer server =
            new(Reply.Of(200, new ScriptedStream(Reply.FirstChunk, Reply.Hello[Reply.FirstChunk.Length..]), "text/event-stream"));
        CassetteSession session = new(new CassetteOptions { Path = Path, Mode = CassetteMode.Record });
        await foreach (CallEvent item in new OfoxClient(Ask.Options, server).SendAsync(Ask.Streamed))
        {
            Answer(session, item);
            if (item is ChunkEvent)
            {
                break;
            }
        }

        Assert.Null(session.TakeWriteError(waits: true));
        Assert.True(Assert.Single(CassetteFile.Read(Path, out _)).Response.Stopped);
        Assert.Equal(
            OfoxErrorKind.OfoxCassetteMiss, (await RunAsync(CassetteMode.Replay, new FakeServer { IsUnreachable = true })).Failure.Kind);
    }

    [Fact]
    public async Task Comes_at_the_recorded_pace_when_asked()
    {
        RecordedResponse response = new() { Status = 200, Chunks = [new RecordedChunk(0, [1]), new RecordedChunk(400, [2])] };
        Stopwatch clock = Stopwatch.StartNew();
        PlayStream stream = new(response, clock, 2);
        byte[] buffer = new byte[10];
        Assert.Equal(1, await stream.ReadAsync(buffer, 0, 10, CancellationToken.None));
        Task<int> second = stream.ReadAsync(buffer, 0, 10, CancellationToken.None);
        Assert.Equal(1, await second);
        Assert.True(clock.ElapsedMilliseconds >= 195, "The second piece came before half of its time.");
    }

    private static async Task<IReadOnlyList<byte[]>> ReadsAsync(RecordedResponse response)
    {
        List<byte[]> reads = [];
        PlayStream stream = new(response, Stopwatch.StartNew(), null);
        byte[] buffer = new byte[4096];
        for (int read; (read = await stream.ReadAsync(buffer, 0, buffer.Length, CancellationToken.None)) > 0;)
        {
            reads.Add(buffer.AsSpan(0, read).ToArray());
        }

        return reads;
    }

    private Task<CallResult> RecordAsync(params byte[][] pieces) =>
        RunAsync(CassetteMode.Record, new FakeServer(Reply.Of(200, new ScriptedStream(pieces), "text/event-stream")));
}
