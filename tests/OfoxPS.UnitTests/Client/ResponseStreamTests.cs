using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>The body of a response, under guard.</summary>
public sealed class ResponseStreamTests
{
    [Theory]
    [InlineData("{}", "{")]
    [InlineData(" \r\n\t [1]", "[")]
    [InlineData("\uFEFF{}", "{")]
    [InlineData("\uFEFF\n data: x", "data:")]
    [InlineData("event: x", "event:")]
    [InlineData("retry:1", "retry:")]
    [InlineData(": comment", ":")]
    [InlineData("<html>", "<")]
    [InlineData("words", "words")]
    [InlineData("", "")]
    [InlineData(" \n ", "")]
    public async Task The_start_can_be_looked_at(string text, string start)
    {
        using ResponseStream stream =
            new(new ScriptedStream([.. Encoding.UTF8.GetBytes(text).Select(static b => new[] { b })]), static () => { });

        Assert.StartsWith(start, await stream.PeekAsync(CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal(start.Length == 0, (await stream.PeekAsync(CancellationToken.None)).Length == 0);
        Assert.Equal(text, Encoding.UTF8.GetString((await stream.ReadAllAsync(1000, null, CancellationToken.None)).Span));
    }

    [Fact]
    public async Task However_much_white_space_comes_first()
    {
        using ResponseStream stream = new(new ScriptedStream(new string('\n', 100_000) + "{}"), static () => { });

        Assert.StartsWith("{", await stream.PeekAsync(CancellationToken.None), StringComparison.Ordinal);
        Assert.EndsWith(
            "{}", Encoding.UTF8.GetString((await stream.ReadAllAsync(200_000, null, CancellationToken.None)).Span),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_packet_is_a_sign_of_life()
    {
        int signs = 0;
        using ResponseStream stream = new(new ScriptedStream("a", "b", "c"), () => signs++);

        await stream.ReadAllAsync(10, null, CancellationToken.None);

        Assert.InRange(signs, 3, 4);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task A_body_is_capped(int maximum, bool refused)
    {
        using ResponseStream stream = new(new ScriptedStream("abc", "def"), static () => { });

        if (refused)
        {
            OfoxException error =
                await Assert.ThrowsAsync<OfoxException>(() => stream.ReadAllAsync(maximum, null, CancellationToken.None).AsTask());
            Assert.Equal(OfoxErrorKind.OfoxInvalidResponse, error.Kind);
        }
        else
        {
            Assert.Equal(6, (await stream.ReadAllAsync(maximum, null, CancellationToken.None)).Length);
        }
    }

    [Fact]
    public async Task A_body_that_is_announced_as_too_long_is_not_read()
    {
        int reads = 0;
        using ResponseStream stream = new(new ScriptedStream("abc"), () => reads++);

        OfoxException error =
            await Assert.ThrowsAsync<OfoxException>(() => stream.ReadAllAsync(1024 * 1024, 5L << 30, CancellationToken.None).AsTask());

        Assert.Equal(("The server's body is longer than 1 MiB", 0), (error.Message.TrimEnd('.'), reads));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task A_stream_of_events_gets_an_end(int count)
    {
        using ResponseStream stream = new ResponseStream(new ScriptedStream("data: x"), static () => { }).AsEvents();

        Assert.Equal("data: x\n\n", await ReadAsync(stream, count));
    }

    [Theory]
    [InlineData("data: ", "")]
    [InlineData("data: aaaaaaa\n", "\n")]
    [InlineData("data: aaaaaaa\r\n", "\r\n")]
    [InlineData("data: aaaaaaa\r", "\r")]
    [InlineData("aaa", "")]
    public async Task An_endless_event_is_refused(string start, string everyLine)
    {
        byte[] block = Encoding.UTF8.GetBytes(everyLine.Length == 0
            ? new string('a', 1 << 20)
            : string.Concat(Enumerable.Repeat("data: aaaaaaaaaaaaaaaaaaaaaaaaa" + everyLine, 1 << 15)));
        using ResponseStream stream = new ResponseStream(new Endless(Encoding.UTF8.GetBytes(start), block), static () => { }).AsEvents();
        byte[] buffer = new byte[1 << 20];
        long total = 0;

        OfoxException error = await Assert.ThrowsAsync<OfoxException>(async () =>
        {
            while (total < 80L << 20)
            {
                total += await stream.ReadAsync(buffer, 0, buffer.Length, CancellationToken.None);
            }
        });

        Assert.Equal(OfoxErrorKind.OfoxInvalidResponse, error.Kind);
        Assert.Contains("64 MiB", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Endless_events_are_not(string end)
    {
        byte[] block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("data: aaaaaaaaaaaaaaaaaaaaaaaaa" + end + end, 1 << 15)));
        using ResponseStream stream = new ResponseStream(new Endless([], block), static () => { }).AsEvents();
        byte[] buffer = new byte[1 << 20];
        long total = 0;

        while (total < 80L << 20)
        {
            total += await stream.ReadAsync(buffer, 0, buffer.Length, CancellationToken.None);
        }

        Assert.True(total >= 80L << 20);
    }

    [Fact]
    public void Disposing_disposes_what_is_below()
    {
        ScriptedStream inner = new("x");

        new ResponseStream(inner, static () => { }).Dispose();

        Assert.True(inner.Disposed);
    }

    private static async Task<string> ReadAsync(ResponseStream stream, int count)
    {
        StringBuilder text = new();
        byte[] buffer = new byte[count];
        int read;
        while ((read = await stream.ReadAsync(buffer, 0, count, CancellationToken.None)) > 0)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    private sealed class Endless(byte[] start, byte[] block) : MemoryStream
    {
        private bool _started;

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            byte[] from = _started || start.Length == 0 ? block : start;
            _started = true;
            int length = Math.Min(count, from.Length);
            Array.Copy(from, 0, buffer, offset, length);
            return Task.FromResult(length);
        }
    }
}
