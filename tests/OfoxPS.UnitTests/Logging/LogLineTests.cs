using System;
using OfoxPS.Core.Logging;
using Xunit;

namespace OfoxPS.UnitTests.Logging;

/// <summary>What is written can be read again, and what others wrote is not taken for ours.</summary>
public sealed class LogLineTests
{
    private static readonly LogEntry Entry = new()
    {
        Time = new DateTimeOffset(2026, 11, 23, 10, 30, 0, 123, TimeSpan.FromHours(2)),
        Outcome = "completed",
        Model = "asked/model",
        ServedModel = "served/model",
        Command = "Invoke-OfoxChat",
        FinishReason = "stop",
        Duration = TimeSpan.FromMilliseconds(1234.4),
        FirstToken = TimeSpan.FromMilliseconds(200),
        Attempts = 2,
        PromptTokens = 10,
        CompletionTokens = 5,
        TotalTokens = 15,
        CachedTokens = 4,
        Cost = 0.0016m,
        Status = 200,
        RequestId = "req_1",
        Script = "C:\\jobs\\it's \u00FC.ps1",
        Line = 7,
    };

    [Fact]
    public void A_line_has_all_of_it_in_one_line_and_in_UTC()
    {
        string line = LogLine.Of(Entry);

        Assert.Equal(
            "{\"time\":\"2026-11-23T08:30:00.123Z\",\"outcome\":\"completed\",\"model\":\"asked/model\",\"servedModel\":\"served/model\","
            + "\"durationMs\":1234,\"firstTokenMs\":200,\"attempts\":2,\"usage\":{\"prompt\":10,\"completion\":5,\"total\":15,\"cached\":4},"
            + "\"cost\":0.0016,\"finishReason\":\"stop\",\"status\":200,\"errorId\":null,\"requestId\":\"req_1\",\"stream\":false,\"command\":\"Invoke-OfoxChat\",\"input\":null,"
            + $"\"script\":\"C:\\\\jobs\\\\it's \u00FC.ps1\",\"line\":7,\"version\":\"{Poly.Version}\"}}",
            line);
    }

    [Fact]
    public void What_is_summed_is_read_again()
    {
        LogEntry read = LogLine.Read(LogLine.Of(Entry))!;

        Assert.Equal(Entry.Time, read.Time);
        Assert.Equal(
            (Entry.Outcome, Entry.Model, Entry.ServedModel, Entry.Script, Entry.PromptTokens, Entry.CompletionTokens, Entry.TotalTokens,
                Entry.CachedTokens),
            (read.Outcome, read.Model, read.ServedModel, read.Script, read.PromptTokens, read.CompletionTokens, read.TotalTokens,
                read.CachedTokens));
        Assert.Equal((1234, 0.0016m), (read.Duration.TotalMilliseconds, read.Cost));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"time\":\"2026-11-23T08:30:00Z\"}")]
    [InlineData("{\"time\":\"yesterday\",\"outcome\":\"completed\"}")]
    [InlineData("{\"time\":5,\"outcome\":\"completed\"}")]
    [InlineData("{\"time\":\"2026-11-23T08:30:00Z\",\"outcome\":\"comp")]
    public void Another_line_is_none_of_ours(string line) => Assert.Null(LogLine.Read(line));

    [Theory]
    [InlineData("\"usage\":7")]
    [InlineData("\"usage\":{\"prompt\":\"many\"}")]
    [InlineData("\"durationMs\":\"long\"")]
    [InlineData("\"durationMs\":-5")]
    [InlineData("\"durationMs\":9223372036854775807")]
    [InlineData("\"model\":{}")]
    public void Odd_fields_are_as_if_they_were_not_there(string field)
    {
        LogEntry read = LogLine.Read($"{{\"time\":\"2026-11-23T08:30:00Z\",\"outcome\":\"completed\",{field}}}")!;

        Assert.Equal((null, null, TimeSpan.Zero), (read.PromptTokens, read.Model, read.Duration));
    }
}
