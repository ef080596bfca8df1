using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Batch;

/// <summary>Many inputs at once: their order, their errors, and what holds them back.</summary>
public sealed class ThrottleTests : EngineTest
{
    [Fact]
    public void Answers_come_in_the_order_of_their_inputs()
    {
        // The first answers are kept back, so that later ones are there before them.
        EngineResult result =
            Engine.Run("""1..40 | ForEach-Object { "n$_`nwait: $(if ($_ -le 4) { 300 } else { 0 })" } | ofox -ThrottleLimit 8""");

        Assert.Equal(
            Enumerable.Range(1, 40).Select(static number => $"n{number}"), result.All<ChatCompletion>()
            .Select(static answer => answer.Content!.Split('\n')[0]));
        Assert.Equal(40, Engine.Requests.Count);
    }

    [Fact]
    public void Unordered_answers_come_as_they_arrive()
    {
        EngineResult result = Engine.Run(
            """1..8 | ForEach-Object { "n$_`nwait: $(if ($_ -eq 1) { 500 } else { 0 })" } | ofox -ThrottleLimit 4 -Unordered""");

        string[] names = [.. result.All<ChatCompletion>().Select(static answer => answer.Content!.Split('\n')[0])];
        Assert.NotEqual("n1", names[0]);
        Assert.Equal(Enumerable.Range(1, 8).Select(static number => $"n{number}"), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task So_many_are_on_their_way_at_once()
    {
        RunningScript running = Engine.Start("1..4 | ofox -ThrottleLimit 4 -Model 'openai/gpt-4o?delay=60000'");
        await Engine.WaitForAsync(_ => Engine.Requests.Count == 4);

        await running.StopAsync();

        Assert.Equal(4, Engine.Requests.Count);
        foreach (int number in Engine.Requests.Select(static entry => entry.Number))
        {
            Assert.True((await Engine.Gateway.Requests.EndedAsync(number)).ClientHungUp);
        }
    }

    [Fact]
    public void Each_input_has_its_error_in_its_place()
    {
        EngineResult result = Engine.Run("""
            $all = foreach ($item in 1..12 | ForEach-Object { "n$_`nfault: $(if ($_ % 4 -eq 0) { '400' } else { 'none' })`nwait: $(if ($_ -lt 3) { 200 } else { 0 })" } |
                ofox -ThrottleLimit 6 -ErrorAction Continue 2>&1) { if ($item -is [Management.Automation.ErrorRecord]) { "E " + $item.TargetObject.Split("`n")[0] } else { $item.Content.Split("`n")[0] } }
            $all
            """);

        Assert.Equal(
            Enumerable.Range(1, 12).Select(static number => number % 4 == 0 ? $"E n{number}" : $"n{number}"),
            result.Output.Select(static item => item.ToString()));
    }

    [Fact]
    public void What_dooms_all_ends_all_once()
    {
        EngineResult result = Engine.Try("1..500 | ofox -ThrottleLimit 8 -Model nobody/nothing");

        result.Fails("OfoxModelNotFound");
        Assert.Empty(result.Errors);
        Assert.InRange(Engine.Requests.Count, 1, 16);
    }

    [Fact]
    public void ErrorAction_Stop_ends_all_at_the_first_error()
    {
        EngineResult result = Engine.Try(
            """1..100 | ForEach-Object { "n$_`nfault: $(if ($_ -eq 3) { '400' } else { 'none' })" } | ofox -ThrottleLimit 4 """
            + """-ErrorAction Stop""");

        result.Fails("OfoxInvalidRequest");
        Assert.True(Engine.Requests.Count < 100);
        Assert.Equal(["n1", "n2"], result.Output.Select(static item => ((ChatCompletion)item.BaseObject).Content!.Split('\n')[0]));
    }

    [Fact]
    public async Task One_slow_answer_holds_the_producer_back()
    {
        RunningScript running = Engine.Start("""
            $global:made = 0
            1..5000 | ForEach-Object { $global:made++; "n$_`nwait: $(if ($_ -eq 1) { 60000 } else { 0 })" } | ofox -ThrottleLimit 8
            """);

        // The window: 64 inputs, of which the first one is on its way.
        await Engine.WaitForAsync(_ => Engine.Requests.Count(static entry => entry.Ended) == 63);
        await running.StopAsync();

        Assert.Equal(64, Engine.Requests.Count);
        Assert.InRange((int)Engine.Run("$made").Output[0].BaseObject, 64, 66);
    }

    [Theory]
    [InlineData("| Select-Object -First 3")]
    [InlineData("| ForEach-Object { if (++$n -eq 3) { break } }")]
    [InlineData("| ForEach-Object { if (++$n -eq 3) { throw 'mine' } }")]
    public async Task However_the_pipeline_ends_no_call_stays_open(string end)
    {
        Engine.Run($$"""$n = 0; foreach ($once in 1) { 1..100 | ForEach-Object { "n$_`nwait: $(if ($_ -gt 3) { 60000 } else { 0 })" } | ofox -ThrottleLimit 8 {{end}} }""");

        foreach (int number in Engine.Requests.Select(static entry => entry.Number))
        {
            Assert.True((await Engine.Gateway.Requests.EndedAsync(number)).Ended);
        }

        Assert.InRange(Engine.Requests.Count, 3, 20);
    }

    [Fact]
    public void Tools_run_on_the_pipeline_thread()
    {
        EngineResult result = Engine.Run("""
            function Get-Square { param([int] $Number) "$([Threading.Thread]::CurrentThread.ManagedThreadId)" }
            $here = [Threading.Thread]::CurrentThread.ManagedThreadId
            $answers = 1..12 | ForEach-Object { "call Get-Square({""Number"": $_})" } | ofox -Tool Get-Square -ThrottleLimit 6 -Model 'openai/gpt-4o'
            $answers | ForEach-Object { $_.ToolInvocations | ForEach-Object { $_.Result -eq "$here" } }
            """);

        IReadOnlyList<bool> same = result.All<bool>();
        Assert.NotEmpty(same);
        Assert.All(same, Assert.True);
    }

    [Fact]
    public void Scripted_answers_answer_many_at_once()
    {
        EngineResult result =
            Engine.Run("""Use-OfoxTestResponse { "got $($_.Prompt)" } { 1..20 | ofox -ThrottleLimit 8 | ForEach-Object Content }""");

        Assert.Equal(Enumerable.Range(1, 20).Select(static number => $"got {number}"), result.All<string>());
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void The_limit_can_be_configured()
    {
        Engine.Run("Set-OfoxConfiguration -ThrottleLimit 8").Succeeded();

        Engine.Run("1..30 | ofox -ReportVariable r; $r.Total").Succeeded();
        Assert.Equal("x", Engine.Run("ofox x -Stream").Single<ChatCompletion>().Content);
        Assert.Equal(8, Engine.Run("(Get-OfoxConfiguration).Other['ThrottleLimit']").Single<int>());
    }

    [Theory]
    [InlineData("1..2 | ofox -Stream -ThrottleLimit 2", "-Stream")]
    [InlineData("1..2 | ofox -Stream -Checkpoint x.jsonl", "-Checkpoint")]
    [InlineData("1..2 | ofox -MaxFailure many", "-MaxFailure")]
    [InlineData("1..2 | ofox -Shard 3/2", "-Shard")]
    [InlineData("1..2 | ofox -KeepFailure", "-Checkpoint")]
    public void What_does_not_go_together_is_refused_with_words(string script, string words)
    {
        ErrorRecord error = Engine.Try(script).Fails("OfoxInvalidArgument");

        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Engine.Requests);
    }

    [Theory]
    [InlineData("5", 6)]
    [InlineData("10%", 3)]
    public void Too_many_failures_end_the_run(string limit, int failures)
    {
        EngineResult result = Engine.Try($$"""1..400 | ForEach-Object { "n$_`nfault: 400" } | ofox -ThrottleLimit 4 -MaxFailure {{limit}} -ErrorAction SilentlyContinue -ReportVariable global:r""");

        result.Fails("OfoxTooManyFailures");
        OfoxBatchReport report = (OfoxBatchReport)Engine.Run("$r").Output[0].BaseObject;
        Assert.InRange(report.Failed, failures, 40);
        Assert.Equal(report.Failed, report.Errors["OfoxInvalidRequest"]);
    }

    [Fact]
    public void The_report_says_what_came_of_all()
    {
        Engine.Run("""1..20 | ForEach-Object { "n$_`nfault: $(if ($_ -eq 5) { '400' } else { 'none' })" } | ofox -ThrottleLimit 4 """
            + """-ReportVariable r -ErrorAction SilentlyContinue | ForEach-Object { }""");

        OfoxBatchReport report = (OfoxBatchReport)Engine.Run("$r").Output[0].BaseObject;

        Assert.Equal((20, 19, 1, 0, 20), (report.Total, report.Succeeded, report.Failed, report.Interrupted, report.Attempts));
        Assert.True(report.Usage!.TotalTokens > 0);
        Assert.True(report.MedianSeconds > 0 && report.P95Seconds >= report.MedianSeconds);
    }

    [Fact]
    public void The_progress_knows_how_many_inputs_a_variable_holds()
    {
        EngineResult result =
            Engine.Run("""$files = 1..30 | ForEach-Object { "n$_`nwait: 50" }; $files | ofox -ThrottleLimit 4 | ForEach-Object { }""");

        Assert.Contains(
            result.Progress, static record =>
            record.StatusDescription.Contains("/30", StringComparison.Ordinal) && record.PercentComplete >= 0);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-ThrottleLimit 4")]
    public void The_progress_is_gone_where_the_pipeline_ends_early(string how)
    {
        EngineResult result = Engine.Run("1..20 | ForEach-Object { \"n$_`nwait: 20\" } | ofox " + how + " | Select-Object -First 3");

        Assert.Equal(3, result.Output.Count);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void Limits_that_the_server_tells_are_kept_to()
    {
        EngineResult result = Engine.Run(
            "param($key) 1..60 | ofox -ThrottleLimit 16 -Model \"openai/gpt-4o?limit=20&window=1500&case=$key\"", Engine.Key);

        Assert.Equal(60, result.All<ChatCompletion>().Count);

        // At most what was on its way when a window ended; without the gate 40 would be refused again and again.
        Assert.InRange(Engine.Requests.Count(static entry => entry.Status == 429), 0, 16);
    }

    [Fact]
    public void Whoever_was_refused_is_answered_in_the_end()
    {
        EngineResult result = Engine.Run(
            "param($key) 1..40 | ofox -ThrottleLimit 16 -MaximumRetryCount 0 -ReportVariable global:r -Model "
            + "\"fault/429?times=6&retry_after=0.05&case=$key\"", Engine.Key);

        Assert.Equal(40, result.All<ChatCompletion>().Count);
        OfoxBatchReport report = (OfoxBatchReport)Engine.Run("$r").Output[0].BaseObject;
        Assert.Equal((40, 0, 6, 46), (report.Succeeded, report.Failed, report.Refused429, report.Attempts));
        Assert.True(report.Paused > TimeSpan.Zero);
    }
}
