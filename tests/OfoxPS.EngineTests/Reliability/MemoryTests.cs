using System;
using System.Linq;
using System.Reflection;
using System.Threading;
using OfoxPS.Benchmarks.Server;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Reliability;

/// <summary>However many answers arrive at once, what is held of them is bounded for the process, and nothing is held in the end.</summary>
[Collection(ProcessState.Name)]
public sealed class MemoryTests : IDisposable
{
    private const int Length = 6_000_000;

    // An answer takes two bytes for each character, and its body one. The first of a pipeline may go beyond the limit, and the next one is
    // first while that is being written.
    private const long OneAnswer = 3L * Length;

    private static readonly string Address = new PreparedServer().Start();
    private static readonly Type Quota = typeof(OfoxException).Assembly.GetType("OfoxPS.Core.Pacing.MemoryQuota", throwOnError: true)!;

    private readonly TemporaryFolder _folder = new();
    private readonly Engine _engine = new(ownKey: false);
    private readonly ManualResetEventSlim _end = new();
    private long _most;

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
        _end.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Unordered")]
    [InlineData("-Checkpoint $args[1]")]
    public void Many_long_answers_at_once_hold_no_more_than_the_limit_and_two_of_them(string parameters)
    {
        Thread watcher = new(Watch);
        watcher.Start();

        EngineResult result = _engine.Run(
            $"1..32 | ofox -ThrottleLimit 16 -Model text/{Length} -BaseUri $args[0] -MaxTokens 1 {parameters} | ForEach-Object {{ "
                + $"$_.Content.Length }}",
            Address, System.IO.Path.Combine(_folder.Path, "run.jsonl"));

        _end.Set();
        watcher.Join();
        Assert.Equal(Enumerable.Repeat(Length, 32), result.All<int>());
        Assert.InRange(_most, OneAnswer / 3, Read("Limit") + (2 * OneAnswer));
        Assert.Equal(0, Read("Held"));
    }

    private static long Read(string property) =>
        (long)Quota.GetProperty(property)!.GetValue(
            Quota.GetProperty("OfProcess", BindingFlags.Public | BindingFlags.Static)!.GetValue(null))!;

    private void Watch()
    {
        do
        {
            _most = Math.Max(_most, Read("Held"));
        }
        while (!_end.Wait(1));
    }
}
