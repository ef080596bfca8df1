using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using OfoxPS.Core.Checkpoint;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Checkpoint;

/// <summary>Whatever a server answered comes back from a checkpoint as the same object.</summary>
public sealed class CheckpointLineTests
{
    public static TheoryData<string> Bodies =>
        [.. Directory.GetFiles(Path.Combine(Checkout.Root, "tests", "corpus", "sse"), "*.txt")
            .Select(static path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task An_answer_of_the_corpus_comes_back_as_it_was(string name)
    {
        byte[] body = await File.ReadAllBytesAsync(Path.Combine(Checkout.Root, "tests", "corpus", "sse", name + ".txt"));
        CallResult result = await CallResult.OfAsync(
            new FakeServer(Reply.Of(200, new MemoryStream(body), "text/event-stream", "x-request-id: r1")), options: Ask.Once);
        if (result.Completed is not { } answer)
        {
            return;
        }

        ChatCompletion back = Back(new CheckpointRecord { Key = new RecordKey(1, 2, 3), Completion = answer }).Completion!;
        back.Conversation = [.. Ask.Streamed.Messages, .. back.Choices.Take(1).Select(static choice => choice.Message)];

        Assert.Equal(Describe.Value(answer), Describe.Value(back));
        Assert.Equal(
            (answer.Duration, answer.TimeToFirstToken, answer.StatusCode), (back.Duration, back.TimeToFirstToken, back.StatusCode));
    }

    [Fact]
    public void Calls_of_tools_and_their_messages_come_back()
    {
        ChatCompletion answer = new()
        {
            Content = "done",
            ToolInvocations =
                [new ToolInvocation { Tool = "Get-X", Id = "c1", Result = "7", Round = 1, Duration = TimeSpan.FromSeconds(1),
                    Arguments = new() { ["a"] = 1L } }],
        };
        ChatMessage call = new("assistant", null) { ToolCalls = [new ChatToolCall("c1", "Get-X", "{\"a\":1}")], Model = "m/x" };
        CheckpointRecord record = new()
        {
            Key = new RecordKey(1, 2, 3),
            Completion = answer,
            Turns = [call, new ChatMessage("tool", "7") { ToolCallId = "c1" }],
        };

        CheckpointRecord back = Back(record);

        Assert.Equal(Describe.Value(record.Turns), Describe.Value(back.Turns));
        Assert.Equal(Describe.Value(answer.ToolInvocations), Describe.Value(back.Completion!.ToolInvocations));
        Assert.True(back.Turns[0].Received);
    }

    [Fact]
    public void The_cost_comes_back_to_the_last_digit()
    {
        ChatCompletion answer = new()
        {
            Content = "x",
            Cost = 0.000000123456789012345678m,
            CostSource = CostSource.Computed,
            PriceDate = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero),
        };

        ChatCompletion back = Back(new CheckpointRecord { Key = new RecordKey(1, 2, 3), Completion = answer }).Completion!;

        Assert.Equal((answer.Cost, answer.CostSource, answer.PriceDate), (back.Cost, back.CostSource, back.PriceDate));
        Assert.Null(Back(
            new CheckpointRecord { Key = new RecordKey(1, 2, 3), Completion = new ChatCompletion { Content = "x" } }).Completion!.Cost);
    }

    [Fact]
    public void A_key_is_read_as_it_was_written()
    {
        RecordKey key = new(0x0123456789abcdef, ulong.MaxValue, 12);

        Assert.Equal("0123456789abcdefffffffffffffffff-12", key.CustomId);
        Assert.Equal(key, RecordKey.Parse(key.CustomId));
        foreach (string? text in new[] { null, "", "request-1", "0123456789abcdefffffffffffffffff-", "0123456789abcdefffffffffffffffff-x",
            "g123456789abcdefffffffffffffffff-1" })
        {
            Assert.Null(RecordKey.Parse(text));
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_costs_no_record()
    {
        CheckpointRecord record = new() { Key = new RecordKey(1, 2, 3), Completion = new ChatCompletion { Content = "a\ud83db" } };

        Assert.Equal("a\ufffdb", Back(record).Completion!.Content);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("{\"body\":[1]}")]
    public void An_answer_without_its_body_is_no_record(string response)
    {
        byte[] line = Encoding.UTF8.GetBytes(
            """{"custom_id":"0123456789abcdef0123456789abcdef-1","response":RESPONSE,"ofox":{"state":"succeeded"}}"""
                .Replace("RESPONSE", response, StringComparison.Ordinal));

        Assert.Null(CheckpointLine.ReadHead(line));
    }

    private static CheckpointRecord Back(CheckpointRecord record)
    {
        string line = Encoding.UTF8.GetString(CheckpointLine.Of(record, static text => text)).TrimEnd();
        Assert.DoesNotContain('\n', line);
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(line);
        Assert.Equal(
            new RecordHead(record.Key, record.State, record.Index, record.Started, record.Completion?.Cost),
             CheckpointLine.ReadHead(bytes));
        return CheckpointLine.Read(bytes)!;
    }
}
