using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Checkpoint;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Json;
using OfoxPS.Core.Logging;
using OfoxPS.Core.Mcp;
using OfoxPS.Core.Pacing;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Terminal;
using OfoxPS.Core.Text;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>What a server, a model or a tool can make us keep, and how much of it.</summary>
internal static class LimitCatalog
{
    private const string Error = "`OfoxInvalidResponse`";
    private const string Size = "`Set-OfoxConfiguration -MaximumAnswerSize`";
    private const string Finish = """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n";

    public static IReadOnlyList<Limit> All { get; } =
    [
        new("text, reasoning, arguments and unknown fields of an answer together", AnswerLimits.MaximumText, "bytes",
            $"{Error} with what had arrived", Size) { Play = Text, Stream = true },
        new("the same with pictures and sound", AnswerLimits.MaximumMedia, "bytes", $"{Error} with what had arrived",
            Size) { Play = Pictures, Stream = true },
        new("a whole answer", AnswerLimits.MaximumMedia, "bytes", Error, Size) { Play = Body },
        new("one event of a stream", AnswerLimits.MaximumMedia, "bytes", $"{Error} with what had arrived", Size) { Play = Event,
            Stream = true },
        new("memory for answers that have been received and not written, all pipelines together", MemoryQuota.DefaultLimit,
            "bytes, estimated", "reading waits for all but the first of each pipeline; with `-Checkpoint`, what waits is let go of",
            "`OFOX_MEMORY`, in MiB") { Fits = Held },
        new("tool calls of an answer", AnswerLimits.MaximumCalls, "calls", Error) { Play = Calls },
        new("choices of an answer", 1 + AnswerLimits.MoreChoices, "choices, where one was asked for", Error,
            "field `n`: as many more") { Play = Choices },
        new("JSON values of a whole answer, an event, or a tool's arguments", JsonSize.MaximumValues, "values",
            Error) { Play = BodyValues },
        new("digits of a whole number in JSON", JsonTree.MaximumDigits, "digits", "as a number beyond all bounds") { Fits = Digits },
        new("JSON values in unknown fields of an answer", JsonSize.MaximumValues, "values",
            $"{Error} with what had arrived") { Play = KeptValues, Stream = true },
        new("time without anything of an answer",
            (long)new CallOptions { Endpoint = new Uri("https://a.test"), ApiKey = Ask.Secret("x") }.EmptyTimeout.TotalSeconds, "seconds",
            "`OfoxTimeout`", "`-TimeoutSeconds`: less") { IsTime = true },
        new("time that a server may ask to wait", (long)RetryAdvice.LongestWait.TotalSeconds, "seconds",
            "the error of the server") { Fits = Waits },
        new("time for the patterns of a schema, for all texts of an answer", (long)PatternMatcher.LongestTime.TotalSeconds, "seconds",
            "a warning; the pattern is not checked; a value for `[ValidatePattern()]` is refused") { IsTime = true },
        new("body of an error", AttemptConnection.LongestError, "bytes",
            "read no further; the status says what failed") { Fits = ErrorBody },
        new("output of a tool", 32_000, "characters", "cut, the tool is stopped, the model is told, a warning",
            "`New-OfoxTool -MaxOutputLength`"),
        new("warnings and errors of a tool", 4_000, "characters", "cut; a tool that writes 1,000,000 is stopped"),
        new("bytes of a message of an MCP server", McpLimits.MessageBytes, "bytes", $"{Error}, and the connection ends"),
        new("levels of JSON in a message of an MCP server", McpLimits.Depth, "levels", $"{Error}, and the connection ends"),
        new("tools of an MCP server", McpLimits.Tools, "tools", $"{Error}: there is no connection"),
        new("text beside the messages of an MCP server", McpLimits.NoiseBytes, "bytes", $"{Error}, and the connection ends"),
        new("rounds of tool calls", 10, "rounds", "`OfoxToolLimit`", "`-MaxToolRound`"),
        new("JSON of the input of one request", 262_144, "characters", "cut, with a warning; a sequence is not read further",
            "`-InputProperty` chooses"),
        new("values of a parameter that is sent as it is", JsonSize.MaximumValues, "values", "`ParameterArgumentTransformationError`"),
        new("items of `-InputObject` that are texts", JsonSize.MaximumValues, "items", "`OfoxInvalidArgument`"),
        new("items that `-Together` makes one request of", JsonSize.MaximumValues, "items", "`OfoxInvalidArgument`, and the pipeline ends"),
        new("text that `-Together` makes one request of", WellFormed.MaximumLength, "characters",
            "`OfoxInvalidArgument`, and the pipeline ends"),
        new("an image, or a text file of the input", MediaLimits.MaximumImage, "bytes", "`OfoxInvalidArgument`") { Fits = Image },
        new("a document or a sound", MediaLimits.MaximumFile, "bytes", "`OfoxInvalidArgument`") { Fits = Document },
        new("bytes of files that conversations keep, of the process", KeptMedia.MaximumLength, "bytes",
            "the oldest are read from their files again") { Fits = KeptBytes },
        new("a cassette, or a file of a conversation", Core.Files.FileContent.MaximumText, "bytes",
            "`OfoxFileError`") { Fits = FileContent },
        new("a line of a checkpoint", LineScanner.MaximumLine, "bytes", "`OfoxFileError`") { Fits = CheckpointLine },
        new("a line of a log that is read", LogReader.MaximumLine, "characters", "skipped, with a warning") { Fits = LogLine },
        new("a log before a new file begins", LogFile.DefaultMaximumSize, "bytes", "a new file begins; five old ones are kept",
            "`Set-OfoxConfiguration -LogMaximumSize`") { Fits = LogSize },
        new("the cached list of models", CatalogFile.Longest, "bytes", "ignored, and asked for anew") { Fits = Catalog },
        new("answers on the error that ends a pipeline (`Completed`)", CompletedAnswers.MaximumCount, "answers",
            "no more are kept there") { Fits = Completed },
        new("text of the answers on the error that ends a pipeline", CompletedAnswers.MaximumCharacters, "characters",
            "no more are kept there") { Fits = CompletedText },
        new("a line of Markdown whose kind is not clear", LineStart.Longest, "characters",
            "shown as it was written") { Fits = static count => IsKept(new string('-', (int)count)) },
        new("a row of a table in Markdown", LineStart.LongestRow, "characters",
            "shown as it was written") { Fits = static count => IsKept("|" + new string('a', (int)count - 1)) },
        new("a table in Markdown", MarkdownRenderer.LongestTable, "characters",
            "shown; further rows have the widths of these") { Fits = Table },
        new("the conversation that `-Continue` goes on with", 33_554_432, "characters", "not kept; `-Continue` says so"),
        new("sums of `Get-OfoxUsage -CurrentProcess` by hour, model and script", ProcessUsage.MaximumSums, "sums",
            "the rest is one sum, `(others)`") { Fits = Sums },
    ];

    private static bool IsKept(string line) => new MarkdownRenderer(static () => 80).Append(line).Length == 0;

    private static bool Table(long count)
    {
        const string Head = "|a|b|\n|-|-|\n";
        long rows = (count - Head.Length + 2) / 10;
        return IsKept(
            Head + string.Concat(Enumerable.Repeat("|" + new string('c', 9) + "\n", (int)rows)) + "|"
            + new string('d', (int)(count - Head.Length + 2 - (rows * 10)) - 1) + "\n");
    }

    private static bool Digits(long count)
    {
        using System.Text.Json.JsonDocument number = System.Text.Json.JsonDocument.Parse(new string('1', (int)count));
        return JsonTree.FromElement(number.RootElement) is System.Numerics.BigInteger;
    }

    private static bool Waits(long seconds) =>
        RetryPolicy.WaitBefore(
            new OfoxException(OfoxErrorKind.OfoxRateLimited, "x") { Retryable = true, RetryAfter = TimeSpan.FromSeconds(seconds) }, 1, 1,
            0) is not null;

    private static bool ErrorBody(long size)
    {
        using HttpResponseMessage response = Reply.Of(
            400, new MemoryStream(Encoding.UTF8.GetBytes("""{"error":{"message":"told"}}""".PadLeft((int)size))), "application/json");
        return CallResult.EndAsync(new OfoxClient(Ask.Once, new FakeServer(response)), Ask.Plain).GetAwaiter()
            .GetResult().Failure.Message is { } words && words.Contains("told", StringComparison.Ordinal) && !words.Contains('{');
    }

    // Two images, of which the first is in no file any more when the second one is sent.
    private static bool KeptBytes(long size)
    {
        long half = size / 2;
        using TemporaryFile one = new(TestImage.Png((int)half));
        using TemporaryFile two = new(TestImage.Png((int)(size - half)));
        ChatMedia first = ChatMedia.FromFile(one.Path);
        Send(first);
        File.Delete(one.Path);
        Send(ChatMedia.FromFile(two.Path));
        return Record.Exception(() => first.Open().Dispose()) is null;
    }

    private static void Send(ChatMedia image) =>
        RequestWriter.Write(
            new ChatRequest { Model = "m", Messages = [new ChatMessage { Content = new[] { ChatContentPart.FromMedia(image) } }] })
            .WriteToAsync(Stream.Null, static () => { }, default).GetAwaiter().GetResult();

    private static bool Document(long size)
    {
        byte[] bytes = new byte[size];
        "%PDF-1.7"u8.CopyTo(bytes);
        return Accepts(() => ChatMedia.FromBytes(bytes));
    }

    private static bool Image(long size)
    {
        byte[] bytes = TestImage.Png((int)size);
        return Accepts(() => ChatMedia.FromBytes(bytes));
    }

    private static bool FileContent(long size)
    {
        using TemporaryFile file = new([]);
        using (FileStream stream = File.OpenWrite(file.Path))
        {
            stream.SetLength(size);
        }

        return Xunit.Record.Exception(() => Core.Files.FileContent.ReadText(file.Path)) is not IOException;
    }

    private static bool CheckpointLine(long size)
    {
        using MemoryStream line = new(new byte[size]);
        return Record.Exception(() => LineScanner.Read(line).Count()) is not IOException;
    }

    private static bool LogLine(long size)
    {
        using TemporaryFile file = new([]);
        string line = Core.Logging.LogLine.Of(new LogEntry { Time = DateTimeOffset.UtcNow, Outcome = "completed", Model = "a/b" });
        File.WriteAllText(file.Path, line.TrimEnd('}').PadRight((int)size - 1) + "}\n");
        LogReader reader = new();
        return reader.Read([file.Path]).Count() == 1;
    }

    private static bool LogSize(long size)
    {
        using TemporaryFolder folder = new();
        LogFile log = new(Path.Combine(folder.Path, "a.jsonl"));
        log.Append(LogFile.Beginning.PadRight((int)(size / 2) - 1, 'x'));
        log.Append(new string('x', (int)(size - (size / 2)) - 1));
        return log.All().Count == 1;
    }

    private static bool Catalog(long size)
    {
        using TemporaryFolder folder = new();
        CatalogFile file = new(Path.Combine(folder.Path, "models.json"), new Uri("https://a.test/v1/models"));
        file.Write(new CatalogAnswer("""{"data":[{"id":"a/b"}]}"""u8.ToArray(), DateTimeOffset.UtcNow, null));
        File.AppendAllText(
            Path.Combine(folder.Path, "models.json"),
            new string(' ', (int)(size - new FileInfo(Path.Combine(folder.Path, "models.json")).Length)));
        return file.Read(out _) is not null;
    }

    private static bool Completed(long count)
    {
        CompletedAnswers answers = new();
        for (long i = 0; i < count; i++)
        {
            answers.Add(new ChatCompletion { Content = "x" });
        }

        return answers.ToArray().Length == count;
    }

    private static bool CompletedText(long size)
    {
        CompletedAnswers answers = new();
        answers.Add(new ChatCompletion { Content = new string('x', (int)size - 1) });
        answers.Add(new ChatCompletion { Content = "x" });
        return answers.ToArray().Length == 2;
    }

    private static bool Sums(long count)
    {
        ProcessUsage usage = new(0);
        for (long i = 0; i < count; i++)
        {
            usage.Add(new LogEntry { Time = DateTimeOffset.UnixEpoch, Outcome = "completed", Model = $"m/{i}" });
        }

        TimedUsage[] all = usage.All();
        return all.Sum(static share => share.Sum.Requests) == count && !all.Any(static share => share.Sum.Model == "(others)");
    }

    private static bool Accepts(Action action) => Record.Exception(action) switch
    {
        null => true,
        OfoxException => false,
        { } error => throw new InvalidOperationException(error.Message, error),
    };

    private static bool Held(long size)
    {
        using MemoryOrder order = new(new MemoryQuota(MemoryQuota.DefaultLimit));
        order.Join(0).Change(size);
        return order.Join(1).TryTake(0);
    }

    private static HttpResponseMessage Text(long size) => Pieces(size, static piece => $"\"{piece}\"");

    private static HttpResponseMessage Pictures(long size) =>
        Pieces(size, static piece => $"[{{\"type\":\"image_url\",\"image_url\":{{\"url\":\"{piece}\"}}}}]");

    private static HttpResponseMessage Pieces(long size, Func<string, string> content)
    {
        const int Piece = 1 << 20;
        StringBuilder events = new();
        for (long left = size; left > 0; left -= Piece)
        {
            events.Append($"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{content(new string('x', (int)Math.Min(Piece, left)))}}}}}]}}\n\n");
        }

        return Streamed(events.Append(Finish).ToString());
    }

    private static HttpResponseMessage Body(long size) => Whole(Message("\"content\":\"x\"").PadRight((int)size));

    private static HttpResponseMessage Event(long size) =>
        Streamed(("data: " + """{"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}""").PadRight((int)size) + "\n\n");

    private static HttpResponseMessage Calls(long count) =>
        Whole(Message($"\"tool_calls\":[{Many("{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}", count)}]"));

    private static HttpResponseMessage Choices(long count) =>
        Whole($"{{\"choices\":[{Many("{\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}", count)}]}}");

    // Seven values are around the list.
    private static HttpResponseMessage BodyValues(long count) => Whole(Message($"\"content\":\"x\",\"more\":[{Many("1", count - 7)}]"));

    // Each of the two lists is a value too.
    private static HttpResponseMessage KeptValues(long count) => Streamed(More(count / 2) + More(count - (count / 2)) + Finish);

    private static string More(long count) =>
        $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"more\":[{Many("1", count - 1)}]}}}}]}}\n\n";

    private static HttpResponseMessage Whole(string json) =>
        Reply.Of(200, new MemoryStream(Encoding.UTF8.GetBytes(json)), "application/json");

    private static HttpResponseMessage Streamed(string events) =>
        Reply.Of(200, new MemoryStream(Encoding.UTF8.GetBytes(events)), "text/event-stream");

    private static string Message(string fields) => $"{{\"choices\":[{{\"message\":{{{fields}}},\"finish_reason\":\"stop\"}}]}}";

    private static string Many(string one, long count) => string.Join(",", Enumerable.Repeat(one, (int)count));
}
