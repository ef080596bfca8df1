using System;
using System.Linq;
using OfoxPS.Core.Logging;
using Xunit;

namespace OfoxPS.UnitTests.Logging;

/// <summary>A process that runs for long keeps every number and little memory.</summary>
public sealed class ProcessUsageTests
{
    [Fact]
    public void Whatever_a_server_says_its_models_are_none_is_forgotten_and_few_are_kept_apart()
    {
        ProcessUsage usage = new(longest: 10);
        for (int i = 0; i < 30_000; i++)
        {
            usage.Add(new LogEntry { Time = DateTimeOffset.UtcNow, Outcome = "completed", ServedModel = $"model-{i}", PromptTokens = 2 });
        }

        TimedUsage[] all = usage.All();
        Assert.InRange(all.Length, 100, ProcessUsage.MaximumSums + 11);
        Assert.Equal((30_000, 60_000), (all.Sum(static share => share.Sum.Requests), all.Sum(static share => share.Sum.PromptTokens)));
        Assert.Single(all, static share => share.Sum.Model == "(others)");
    }

    private static readonly DateTimeOffset Noon = new(new DateTime(2026, 11, 23, 12, 0, 0, DateTimeKind.Local));

    [Fact]
    public void Older_requests_are_kept_as_sums_of_their_hour()
    {
        ProcessUsage usage = new(longest: 2);
        for (int minute = 0; minute < 120; minute++)
        {
            usage.Add(new LogEntry
            {
                Time = Noon.AddMinutes(minute),
                Outcome = "completed",
                Model = "m/x",
                PromptTokens = 10,
                TotalTokens = 12,
                Duration = TimeSpan.FromSeconds(1)
            });
        }

        TimedUsage[] shares = usage.All();

        Assert.Equal([60, 58, 1, 1], shares.OrderBy(static share => share.First).Select(static share => share.Sum.Requests));
        Assert.Equal(
            (Noon, Noon.AddMinutes(59)),
            (shares.Min(static share => share.First), shares.First(static share => share.Sum.Requests == 60).Last));
        OfoxUsage sum = Assert.Single(UsageGrouping.Of(shares, model: true, day: true, script: true));
        Assert.Equal((120, 1_200, 1_440, TimeSpan.FromSeconds(120)), (sum.Requests, sum.PromptTokens, sum.TotalTokens, sum.Duration));
    }

    [Fact]
    public void Models_and_scripts_stay_apart()
    {
        ProcessUsage usage = new(longest: 1);
        foreach (string name in new[] { "a", "b", "a", "b", "c" })
        {
            usage.Add(new LogEntry { Time = Noon, Outcome = "failed", Model = $"m/{name}", Script = $"{name}.ps1" });
        }

        Assert.Equal([2, 2, 1], UsageGrouping.Of(usage.All(), model: true, day: false, script: true).Select(static sum => sum.Failures));
    }
}
