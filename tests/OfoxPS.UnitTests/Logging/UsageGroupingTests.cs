using System;
using System.Linq;
using OfoxPS.Core.Logging;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Logging;

/// <summary>Sums, by whatever they are grouped.</summary>
public sealed class UsageGroupingTests
{
    private static readonly DateTimeOffset Morning = new(new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Local));

    private static readonly LogEntry[] Entries =
    [
        Of("a/one", "served/one", "x.ps1", Morning, 10, 1),
        Of("a/one", null, "x.ps1", Morning.AddHours(1), 20, 2) with { Outcome = "failed" },
        Of("a/one", "served/one", null, Morning.AddDays(1), 40, 4) with { CachedTokens = 30, TotalTokens = 50 },
        Of("a/two", null, "y.ps1", Morning.AddDays(1), null, null) with { Outcome = "stopped" },
    ];

    [Fact]
    public void Counts_beyond_all_bounds_do_not_become_negative()
    {
        LogEntry absurd =
            Of("a/one", null, null, Morning, long.MaxValue, 1) with { CachedTokens = long.MaxValue, TotalTokens = long.MaxValue };

        OfoxUsage sum =
            Assert.Single(UsageGrouping.Of(new[] { absurd, absurd }.Select(TimedUsage.Of), model: true, day: false, script: false));

        Assert.Equal(
            (long.MaxValue, long.MaxValue, 2, long.MaxValue), (sum.PromptTokens, sum.CachedTokens, sum.CompletionTokens, sum.TotalTokens));
    }

    [Fact]
    public void By_the_model_that_answered_or_was_asked()
    {
        OfoxUsage[] sums = [.. UsageGrouping.Of(Entries.Select(TimedUsage.Of), model: true, day: false, script: false)];

        Assert.Equal(["a/one", "a/two", "served/one"], sums.Select(static sum => sum.Model));
        OfoxUsage served = sums[2];
        Assert.Equal((2, 0, 0), (served.Requests, served.Failures, served.Stopped));
        Assert.Equal((50, 5, 30, 61), (served.PromptTokens, served.CompletionTokens, served.CachedTokens, served.TotalTokens));
        Assert.Equal(TimeSpan.FromSeconds(2), served.Duration);
        Assert.Equal((1, 1), (sums[0].Failures, sums[1].Stopped));
        Assert.All(sums, static sum => Assert.Equal((null, null), (sum.Day, sum.Script)));
    }

    [Fact]
    public void By_day_and_script()
    {
        OfoxUsage[] sums = [.. UsageGrouping.Of(Entries.Select(TimedUsage.Of), model: false, day: true, script: true)];

        Assert.Equal(
            ["2026-11-23 x.ps1 2", "2026-11-24  1", "2026-11-24 y.ps1 1"],
            sums.Select(static sum => FormattableString.Invariant($"{sum.Day:yyyy-MM-dd} {sum.Script} {sum.Requests}")));
        Assert.Equal("2026-11-23, x.ps1, 2 requests", sums[0].ToString());
    }

    [Fact]
    public void What_is_known_of_the_cost_is_summed_and_what_is_not_is_counted()
    {
        LogEntry[] entries = [Entries[0] with { Cost = 0.25m }, Entries[0] with { Cost = 0.5m }, Entries[0], Entries[3],
            Entries[3] with { Outcome = "failed" }, Entries[1]];
        OfoxUsage sum = Assert.Single(UsageGrouping.Of(entries.Select(TimedUsage.Of), model: false, day: false, script: false));

        Assert.Equal((0.75m, 3L), (sum.Cost, sum.RequestsWithoutCost));
        Assert.Equal((null, 1L), (TimedUsage.Of(Entries[0]).Sum.Cost, TimedUsage.Of(Entries[0]).Sum.RequestsWithoutCost));
    }

    [Fact]
    public void Of_nothing_is_nothing() => Assert.Empty(UsageGrouping.Of([], true, true, true));

    [Fact]
    public void A_log_is_read_with_its_rotated_files_and_foreign_lines_are_counted()
    {
        using TemporaryFolder folder = new();
        LogFile log = new(folder.File("log.jsonl"), maximumSize: 700);
        foreach (LogEntry entry in Entries)
        {
            log.Append(LogLine.Of(entry));
            log.Append("foreign");
        }

        LogReader reader = new();
        LogEntry[] read = [.. reader.Read([folder.File("log.jsonl")])];

        Assert.True(log.All().Count > 1);
        Assert.Equal(Entries.Select(static entry => entry.Time), read.Select(static entry => entry.Time));
        Assert.Equal(Entries.Length, reader.Skipped);
    }

    private static LogEntry Of(string model, string? served, string? script, DateTimeOffset time, long? prompt, long? completion) => new()
    {
        Time = time,
        Outcome = "completed",
        Model = model,
        ServedModel = served,
        Script = script,
        PromptTokens = prompt,
        CompletionTokens = completion,
        Duration = TimeSpan.FromSeconds(1),
    };
}
