using System;
using System.Linq;
using OfoxPS.Core.Conversations;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Conversations;

/// <summary>The numbers of many requests, and how they are told.</summary>
public sealed class BatchStatisticsTests
{
    private readonly TestClock _clock = new();
    private readonly BatchStatistics _batch;

    public BatchStatisticsTests() => _batch = new BatchStatistics(_clock);

    [Fact]
    public void As_the_design_shows_it()
    {
        _batch.Expected = 1000;
        for (int i = 0; i < 409; i++)
        {
            _clock.Advance(1 / 6.1);
            Succeed(0.00051m);
        }

        for (int i = 0; i < 3; i++)
        {
            Fail();
        }

        Assert.Matches(@"^412/1000 · 3 failed · 6\.\d/s · 1 min 3\d s left · \$0\.21 of about \$0\.5\d$", ProgressText.Of(_batch));
        Assert.Equal(41, ProgressText.Percent(_batch));
    }

    [Fact]
    public void Without_a_total_there_is_no_percentage_and_no_time_left()
    {
        _clock.Advance(10);
        Succeed(null);

        Assert.Equal("1 done · 6.0/min", ProgressText.Of(_batch));
        Assert.Null(ProgressText.Percent(_batch));
    }

    [Theory]
    [InlineData(200, "11/20 · 1 failed · 0.5/s")]
    [InlineData(25, "11/20 · 1 failed · 18 s left")]
    [InlineData(8, "11/20")]
    [InlineData(1, "11/20")]
    public void What_does_not_fit_is_left_out(int width, string begin)
    {
        _batch.Expected = 20;
        for (int i = 0; i < 10; i++)
        {
            _clock.Advance(2);
            Succeed(0.001m);
        }

        Fail();

        string text = ProgressText.Of(_batch, width);
        Assert.True(width == 25 ? text.Length <= 25 : text.StartsWith(begin, StringComparison.Ordinal) || width == 200, text);
        Assert.True(text.Length <= Math.Max(width, 5), text);
    }

    [Fact]
    public void The_rate_is_that_of_late_and_without_what_was_replayed()
    {
        for (int i = 0; i < 500; i++)
        {
            _batch.Counts.Replayed++;
        }

        for (int i = 0; i < 100; i++)
        {
            _clock.Advance(10);
            Succeed(null);
        }

        for (int i = 0; i < 400; i++)
        {
            _clock.Advance(0.1);
            Succeed(null);
        }

        Assert.InRange(_batch.Rate!.Value, 9, 11);
    }

    [Fact]
    public void Pauses_that_overlap_count_once()
    {
        _batch.Pause(_clock.UtcNow.AddSeconds(10));
        _batch.Pause(_clock.UtcNow.AddSeconds(10));
        _clock.Advance(5);
        _batch.Pause(_clock.UtcNow.AddSeconds(10));
        Assert.Equal(_clock.UtcNow.AddSeconds(10), _batch.PausedUntil);
        Assert.Contains("paused until", ProgressText.Of(_batch), StringComparison.Ordinal);

        _clock.Advance(20);

        Assert.Null(_batch.PausedUntil);
        Assert.Equal(15, _batch.Report().Paused.TotalSeconds, 3);
    }

    [Fact]
    public void The_report_counts_everything()
    {
        _batch.Counts.Total++;
        _batch.Counts.Total++;
        _batch.Counts.Skipped++;
        Succeed(0.5m);
        Succeed(0.25m);
        Fail();
        _batch.Counts.Replayed++;
        _batch.Counts.Interrupted += 2;
        _batch.Counts.Refused429++;
        _clock.Advance(60);

        OfoxBatchReport report = _batch.Report(unused: 7);

        Assert.Equal(
            (2, 2, 1, 1, 2, 1, 7),
            (report.Total, report.Succeeded, report.Replayed, report.Failed, report.Interrupted, report.Skipped, report.Unused));
        Assert.Equal((4, 0.75m, 60d, 1), (report.Attempts, report.Cost, report.Elapsed.TotalSeconds, report.Refused429));
        Assert.Equal((20L, 4L), (report.Usage!.PromptTokens, report.Usage.CompletionTokens));
        Assert.Equal(1, report.Errors["OfoxServerError"]);
        Assert.Equal("3 of 2 succeeded (1 replayed), 1 failed, 60.0 s", report.ToString());
    }

    [Fact]
    public void Percentiles_are_right_to_one_in_a_hundred()
    {
        Percentiles times = new();
        Assert.Null(times.Seconds(0.5));
        foreach (int number in Enumerable.Range(1, 10_000))
        {
            times.Add(TimeSpan.FromMilliseconds(number));
        }

        Assert.InRange(times.Seconds(0.5)!.Value, 4.9, 5.1);
        Assert.InRange(times.Seconds(0.95)!.Value, 9.35, 9.65);
        times.Add(TimeSpan.FromDays(9));
        Assert.True(times.Seconds(1) > 80_000);
    }

    [Theory]
    [InlineData(0.4, "1 s")]
    [InlineData(96, "1 min 36 s")]
    [InlineData(3700, "1 h 1 min")]
    public void Times_in_words(double seconds, string text) => Assert.Equal(text, ProgressText.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("3/8", 3, 8)]
    [InlineData("1/1", 1, 1)]
    public void A_part_of_the_input(string text, int number, int count) => Assert.Equal(new Shard(number, count), Shard.Parse(text));

    [Theory]
    [InlineData("0/8")]
    [InlineData("9/8")]
    [InlineData("3")]
    [InlineData("a/b")]
    [InlineData("-1/8")]
    [InlineData("1/2/3")]
    public void No_part_of_the_input(string text) => Assert.Null(Shard.Parse(text));

    [Fact]
    public void Each_request_belongs_to_one_part_and_the_parts_are_alike()
    {
        Shard[] shards = [.. Enumerable.Range(1, 8).Select(static number => new Shard(number, 8))];
        int[] counts = new int[8];
        foreach (int number in Enumerable.Range(0, 8000))
        {
            byte[] hash = System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number));
            counts[Array.IndexOf(shards, Assert.Single(shards, shard => shard.Has(hash)))]++;
        }

        Assert.All(counts, static count => Assert.InRange(count, 850, 1150));
    }

    [Theory]
    [InlineData("3", "8", "1", "3/8")]
    [InlineData("0", "8", "0", "1/8")]
    [InlineData("0", "8", null, "1/8")]
    [InlineData("9", "3", "1", "3/3", "4")]
    [InlineData(null, null, null, null)]
    [InlineData(null, "8", "1", null)]
    public void A_task_of_a_job_array(string? id, string? count, string? first, string? shard, string? step = null) =>
        Assert.Equal(shard, Shard.OfSlurm(Variables(id, count, first, step))?.ToString());

    [Theory]
    [InlineData("3", "eight", "1", "SLURM_ARRAY_TASK_COUNT is 'eight', which is not a number")]
    [InlineData("3", null, "1", "SLURM_ARRAY_TASK_COUNT is '', which is not a number")]
    [InlineData("x", "8", "1", "SLURM_ARRAY_TASK_ID is 'x', which is not a number")]
    [InlineData("3", "8", "?", "SLURM_ARRAY_TASK_MIN is '?', which is not a number")]
    [InlineData("9", "8", "0", "Task 9 is not one of 8 tasks that are numbered from 0 in steps of 1")]
    [InlineData("7", "3", "1", "number the tasks of the job array without gaps")]
    public void A_task_whose_part_is_not_known_does_not_work_on_all_of_the_input(string id, string? count, string first, string words) =>
        Assert.Contains(
            words, Assert.Throws<OfoxException>(() => Shard.OfSlurm(Variables(id, count, first, null))).Message, StringComparison.Ordinal);

    private static Func<string, string?> Variables(string? id, string? count, string? first, string? step) =>
        name => name switch { "SLURM_ARRAY_TASK_ID" => id, "SLURM_ARRAY_TASK_COUNT" => count, "SLURM_ARRAY_TASK_MIN" => first, _ => step };

    [Fact]
    public void Each_part_has_a_file_of_its_own() =>
        Assert.Equal(System.IO.Path.Combine("a", "run.3of8.jsonl"), new Shard(3, 8).PathOf(System.IO.Path.Combine("a", "run.jsonl")));

    private void Succeed(decimal? cost)
    {
        _batch.Call(1, new Usage { PromptTokens = 10, CompletionTokens = 2 }, cost);
        _batch.Succeed(new ChatCompletion { Duration = TimeSpan.FromSeconds(1) });
    }

    private void Fail()
    {
        _batch.Call(2, null, null);
        _batch.Fail(new OfoxException(OfoxErrorKind.OfoxServerError, "x"));
    }
}
