using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Pacing;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>An answer is read no further than the memory of the process allows, and holds its part of it until it is let go of.</summary>
public sealed class MemoryReadingTests : IDisposable
{
    private const int Limit = 1 << 20;
    private const int Length = 3 << 20;

    private readonly MemoryQuota _quota = new(Limit);
    private readonly MemoryOrder _order;

    public MemoryReadingTests() => _order = new MemoryOrder(_quota);

    public void Dispose() => _order.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_is_not_first_stops_reading_until_there_is_room(bool stream)
    {
        ConversationMemory first = _order.Join(0), second = _order.Join(1);
        first.Change(2 * Limit);
        Stream body = Body(stream);
        await using IAsyncEnumerator<CallEvent> events = Send(body, stream, second);
        Task<ChatCompletion?> answer = EndAsync(events);

        Assert.Equal((false, 1), (answer.IsCompleted, _quota.Waiting));
        Assert.Equal(0, body.Position);

        first.Release();
        first.Leave();
        Assert.Equal(Length, (await answer.WaitAsync(TimeSpan.FromSeconds(30)))!.Content!.Length);
        Assert.Equal(2 * Length, _quota.Held, 200_000.0);
        second.Release();
        Assert.Equal(0, _quota.Held);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_one_is_read_whatever_others_hold(bool stream)
    {
        ConversationMemory first = _order.Join(0), second = _order.Join(1);
        second.Change(10 * Limit);
        await using IAsyncEnumerator<CallEvent> events = Send(Body(stream), stream, first);

        Assert.Equal(Length, (await EndAsync(events).WaitAsync(TimeSpan.FromSeconds(30)))!.Content!.Length);
    }

    [Fact]
    public async Task What_a_failed_attempt_has_brought_counts_no_longer()
    {
        ConversationMemory share = _order.Join(0);
        FakeServer server = new(
            Reply.Of(200, new MemoryStream(Encoding.UTF8.GetBytes("""{"choices":[{"message":{"content":" """ + new string('x', Length))),
            "application/json"), Reply.Stream());
        await using IAsyncEnumerator<CallEvent> events = new OfoxClient(Ask.Options, server)
            .SendAsync(Ask.Plain, RequestWriter.Write(Ask.Plain), share).GetAsyncEnumerator();

        await Assert.ThrowsAsync<OfoxException>(() => EndAsync(events));
        Assert.InRange(_quota.Held, 0, 64 * 1024);
    }

    [Fact]
    public async Task The_setting_allows_a_longer_answer_and_a_shorter_one()
    {
        ChatRequest request = Ask.Plain;
        HttpResponse(out FakeServer longer);
        Assert.Equal(
            Length, (await CallResult.OfAsync(longer, request, Ask.Once with { MaximumAnswerSize = Length })).Completion.Content!.Length);
        HttpResponse(out FakeServer shorter);
        Assert.Contains(
            "-MaximumAnswerSize",
            (await CallResult.OfAsync(shorter, request, Ask.Once with { MaximumAnswerSize = Length - 1 })).Failure.Message);
    }

    private static void HttpResponse(out FakeServer server) => server = new FakeServer(Reply.Of(200, Body(false), "application/json"));

    private static MemoryStream Body(bool stream)
    {
        string text = new('x', Length);
        return new MemoryStream(Encoding.UTF8.GetBytes(stream
            ? $$"""data: {"choices":[{"index":0,"delta":{"content":"{{text}}"},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n"
            : $$"""{"choices":[{"index":0,"message":{"content":"{{text}}"},"finish_reason":"stop"}]}"""));
    }

    private static IAsyncEnumerator<CallEvent> Send(Stream body, bool stream, ConversationMemory share)
    {
        ChatRequest request = stream ? Ask.Streamed : Ask.Plain;
        FakeServer server = new(Reply.Of(200, body, stream ? "text/event-stream" : "application/json"));
        return new OfoxClient(Ask.Options, server).SendAsync(request, RequestWriter.Write(request), share).GetAsyncEnumerator();
    }

    private static async Task<ChatCompletion?> EndAsync(IAsyncEnumerator<CallEvent> events)
    {
        ChatCompletion? answer = null;
        while (await events.MoveNextAsync())
        {
            answer = (events.Current as CompletionEvent)?.Completion;
        }

        return answer;
    }
}
