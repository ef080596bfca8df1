using System;
using System.Threading.Tasks;
using OfoxPS.EngineTests.Support;
using OfoxPS.Gateway.Log;
using Xunit;

namespace OfoxPS.EngineTests.Chat;

/// <summary>Output tokens are billed: however a pipeline ends, its request is closed. The stream waits at its hold, so only a hang-up can end it.</summary>
public sealed class StoppingTests : EngineTest
{
    private const string Held = "'openai/gpt-4o?chunks=50&hold=8'";

    [Fact]
    public async Task A_stopping_command_downstream_closes_the_stream()
    {
        Assert.Equal(3, Engine.Run($"Get-OfoxStream 'x' -Model {Held} | Select-Object -First 3").All<ChatChunk>().Count);

        await AssertHungUpAsync();
    }

    [Fact]
    public async Task Break_closes_the_stream()
    {
        Engine.Run($"$n = 0; foreach ($once in 1) {{ Get-OfoxStream 'x' -Model {Held} | ForEach-Object {{ if (++$n -eq 3) {{ break }} }} }}").Succeeded();

        await AssertHungUpAsync();
    }

    [Fact]
    public async Task A_throw_downstream_passes_through_untouched()
    {
        EngineResult result = Engine.Run($"Get-OfoxStream 'x' -Model {Held} | ForEach-Object {{ throw [InvalidOperationException] 'mine' }}");

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

    [Fact]
    public async Task Stop_ends_the_wait_for_an_answer_that_does_not_come()
    {
        RunningScript running = Engine.Start("ofox 'x' -Model 'openai/gpt-4o?delay=60000'");
        await Engine.WaitForAsync(static entry => entry.Model is not null);

        await running.StopAsync();

        await AssertHungUpAsync();
    }

    [Fact]
    public async Task A_stream_that_was_held_goes_on_when_it_is_let_go()
    {
        RunningScript running = Engine.Start($"ofox 'x' -Stream -Model {Held}");
        SentRequest request = await Engine.WaitForAsync(static entry => entry.ChunksSent >= 8);
        request.Release();

        Assert.EndsWith("word50", (await running.Result).Single<ChatCompletion>().Content, StringComparison.Ordinal);
    }

    private async Task AssertHungUpAsync()
    {
        RequestEntry ended = await Engine.Sent.EndedAsync();
        Assert.True(ended.ClientHungUp);
    }
}
