using System;
using System.IO;
using System.Threading.Tasks;
using OfoxPS.EngineTests.Support;
using OfoxPS.Gateway.Log;
using Xunit;

namespace OfoxPS.EngineTests.Chat;

/// <summary>
/// Output tokens are billed: however a pipeline ends, its request is closed. The stream waits at its hold, so only a hang-up can end it.
/// </summary>
public sealed class StoppingTests : EngineTest
{
    private const string Held = "'openai/gpt-4o?chunks=50&hold=8'";

    [Fact]
    public async Task A_stopping_command_downstream_closes_the_stream()
    {
        Assert.Equal(3, Engine.Run($"Get-OfoxStream 'x' -Model {Held} | Select-Object -First 3").All<ChatChunk>().Count);

        await AssertHungUpAsync();
    }

    [Theory]
    [InlineData("ForEach-Object { if (++$n -eq 3) { break } }")]
    [InlineData("ForEach-Object { if (++$n -eq 3) { continue } }")]
    [InlineData("Get-Item -LiteralPath { '/no such place' } -ErrorAction Stop")]
    public async Task Whatever_ends_the_pipeline_closes_the_stream(string end)
    {
        Engine.Run($"$n = 0; foreach ($once in 1) {{ 'x', 'y' | Get-OfoxStream -Model {Held} | {end} }}");

        await AssertHungUpAsync();
    }

    [Fact]
    public async Task A_throw_downstream_passes_through_untouched()
    {
        EngineResult result =
            Engine.Run($"Get-OfoxStream 'x' -Model {Held} | ForEach-Object {{ throw [InvalidOperationException] 'mine' }}");

        Assert.Equal("mine", Assert.IsType<InvalidOperationException>(result.Failure!.Exception).Message);
        await AssertHungUpAsync();
    }

    [Theory]
    [InlineData("ofox 'x' -Stream -Model")]
    [InlineData("Get-OfoxStream 'x' -Model")]
    public async Task Stop_from_another_thread_closes_the_stream(string command)
    {
        RunningScript running = Engine.Start($"{command} {Held}");
        await Engine.WaitForAsync(static entry => entry.ChunksSent >= 8);

        EngineResult result = await running.StopAsync();

        Assert.Empty(result.Errors);
        await AssertHungUpAsync();
    }

    [Theory]
    [InlineData("ofox 'x' -Model 'openai/gpt-4o?delay=60000'")]
    [InlineData("ofox 'x' -Stream -Model 'openai/gpt-4o?delay=60000'")]
    [InlineData("ofox 'x' -Model fault/silence")]
    [InlineData("ofox 'x' -Model fault/stall")]
    [InlineData("1..50 | ofox 'x' -Stream -Model " + Held)]
    public async Task Stop_ends_any_wait_and_nothing_more_is_sent(string script)
    {
        RunningScript running = Engine.Start(script);
        await Engine.WaitForAsync(static entry => entry.Model is not null);

        Assert.Empty((await running.StopAsync()).Errors);
        await AssertHungUpAsync();
    }

    [Fact]
    public async Task Stop_ends_the_wait_before_a_retry()
    {
        RunningScript running = Engine.Start("ofox 'x' -Model 'fault/429?retry_after=100'");
        await Engine.WaitForAsync(static entry => entry.Ended);

        Assert.Empty((await running.StopAsync()).Errors);
        Assert.Single(Engine.Requests);
    }

    [Fact]
    public async Task Stop_ends_the_wait_for_a_cassette_that_another_process_keeps()
    {
        string path = Folder.File("x.json");
        using (HeldLock.Of(path))
        {
            RunningScript running = Engine.Start("Use-OfoxCassette $args[0] { ofox hi } -Mode Record", path);
            await Engine.WaitForAsync(static entry => entry.Ended);

            // A wait to its own end would be 30 s.
            await running.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.False(File.Exists(path));
        }
    }

    [Fact]
    public async Task A_stream_that_was_held_goes_on_when_it_is_let_go()
    {
        RunningScript running = Engine.Start($"ofox 'x' -Stream -Model {Held}");
        SentRequest request = await Engine.WaitForAsync(static entry => entry.ChunksSent >= 8);
        request.Release();

        Assert.EndsWith("word50", (await running.Result).Single<ChatCompletion>().Content, StringComparison.Ordinal);
        Assert.False((await request.EndedAsync()).ClientHungUp);
    }

    private async Task AssertHungUpAsync()
    {
        RequestEntry ended = await Engine.Sent.EndedAsync();
        Assert.True(ended.ClientHungUp);
    }
}
