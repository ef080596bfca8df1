using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Batch;

/// <summary>
/// What is recorded and counted of a run that ends early: what each request has come to, judged as in a run that goes on.
/// </summary>
public sealed class EndedRunTests : EngineTest
{
    // As a command upstream that waits, and that a stop ends.
    private const string Upstream = "while ($true) { [System.Threading.Thread]::Sleep(5) }";

    private string Path => System.IO.Path.Combine(Folder.Path, "run.jsonl");

    [Fact]
    public async Task An_answer_that_lands_and_would_be_repaired_is_asked_for_again()
    {
        const string Script = """
            param($path)
            1..3 | ForEach-Object { "n$_`nsay: {`"v`":12}`nwait: 500" } | ofox -As @{ v = [string] } -ThrottleLimit 4 -Checkpoint $path -ReportVariable global:r -ErrorAction SilentlyContinue
            """;
        RunningScript running = Engine.Start(Script, Path);
        await Engine.WaitForAsync(_ => Engine.Requests.Count == 3);
        await running.StopAsync();

        Assert.Equal((0, 3, 0), (States("succeeded"), States("interrupted"), States("failed")));
        Assert.Equal((0, 0, 3), (Report().Succeeded, Report().Failed, Report().Interrupted));
        Assert.Equal(3, Engine.Requests.Count);

        Engine.Run(Script, Path);

        // Each of the three, and its repair.
        Assert.Equal(9, Engine.Requests.Count);
        Assert.Equal((3, 3), (Report().Failed, States("failed")));
    }

    [Theory]
    [InlineData("-As @{ v = [string] } -MaxRepair 0", "say: {`\"v`\":12}")]
    [InlineData("-Raw -Model 'openai/gpt-4o?refuse'", "hi")]
    [InlineData("-Raw -MaxTokens 1", "say: one two three")]
    [InlineData("-As @{ v = [string] } -Model 'openai/gpt-4o?refuse'", "hi")]
    public async Task An_answer_that_lands_and_cannot_be_used_is_a_failure(string parameters, string prompt)
    {
        RunningScript running = Engine.Start(
            $"param($path) 1..2 | ForEach-Object {{ \"n$_`n{prompt}`nwait: 500\" }} | ofox {parameters} -ThrottleLimit 4 -Checkpoint "
            + $"$path -ReportVariable global:r", Path);
        await Engine.WaitForAsync(_ => Engine.Requests.Count == 2);
        await running.StopAsync();

        Assert.Equal((0, 0, 2), (States("succeeded"), States("interrupted"), States("failed")));
        Assert.Equal((0, 2, 0), (Report().Succeeded, Report().Failed, Report().Interrupted));
    }

    [Fact]
    public async Task Tools_of_an_answer_that_lands_are_not_run()
    {
        RunningScript running = Engine.Start(
            """
            param($path)
            function Get-Square { param([int] $Number) $global:ran = $true; $Number * $Number }
            "call Get-Square({`"Number`": 7})`nwait: 500" | ofox -Tool Get-Square -Checkpoint $path -ReportVariable global:r
            """,
            Path);
        await Engine.WaitForAsync(static _ => true);
        await running.StopAsync();

        Assert.Null(Engine.Run("$ran").Output[0]);
        Assert.Equal((0, 1), (States("succeeded"), States("interrupted")));
    }

    [Theory]
    [InlineData("throw 'stop'")]
    [InlineData("if ($once++) { } else { break }")]
    public void An_end_from_downstream_judges_what_lands(string end)
    {
        // The input that lands comes first, and downstream waits until both are on their way: what was not sent cannot land.
        Action bothSent = () => SpinWait.SpinUntil(() => Engine.Requests.Count == 2);
        Engine.Run($$"""
            param($path, $bothSent)
            $settings = @{ MaxRepair = 0; ThrottleLimit = 4; Unordered = $true; Checkpoint = $path; ErrorAction = 'SilentlyContinue' }
            try {
                foreach ($x in 1) {
                    "n`nsay: {`"v`":12}`nwait: 300", 'say: {"v":"right"}' | ofox -As @{ v = [string] } @settings |
                        ForEach-Object { $bothSent.Invoke(); {{end}} }
                }
            }
            catch { }
            """, Path, bothSent);

        Assert.Equal((1, 1), (States("succeeded"), States("failed")));
    }

    [Fact]
    public async Task What_is_paid_lands_where_the_pipeline_waits_upstream()
    {
        RunningScript running = Engine.Start(
            $"param($path) 1..4 | ForEach-Object {{ if ($_ -eq 4) {{ {Upstream} }}; \"n$_`nwait: 700\" }} | ofox -ThrottleLimit 4 "
                + $"-Checkpoint $path -ReportVariable global:r", Path);
        await Engine.WaitForAsync(_ => Engine.Requests.Count == 3);
        await running.StopAsync();

        Assert.Equal((3, 0), (States("succeeded"), States("interrupted")));
        Assert.Equal((3, 3, 0), (Report().Total, Report().Succeeded, Report().Interrupted));
    }

    [Fact]
    public async Task Nothing_is_sent_again_while_a_run_lands()
    {
        RunningScript running = Engine.Start(
            """param($path) "n`nfault: 500`nwait: 400" | ofox -ThrottleLimit 4 -Checkpoint $path -MaximumRetryCount 5 -ReportVariable """
                + """global:r""", Path);
        await Engine.WaitForAsync(static _ => true);
        await running.StopAsync();

        Assert.Single(Engine.Requests);
        Assert.Equal((0, 1), (States("failed"), States("interrupted")));
    }

    [Fact]
    public void A_recorded_answer_of_another_form_is_asked_for_again()
    {
        const string Script =
            """param($path) 'say: {"v":"right"}' | ofox -As @{ v = [string] } -Checkpoint $path -ErrorVariable global:e -ErrorAction """
                + """SilentlyContinue""";
        Engine.Run(Script, Path).Succeeded();
        File.WriteAllText(
            Path, File.ReadAllText(Path).Replace("right", "wrong", StringComparison.Ordinal)
            .Replace("\\\"wrong\\\"", "12", StringComparison.Ordinal));

        Assert.Equal("right", Engine.Run(Script + " | ForEach-Object v", Path).Single<string>());
        Assert.Equal(2, Engine.Requests.Count);
    }

    [Fact]
    public void Each_input_counts_once()
    {
        Engine.Run("Set-OfoxConfiguration -ApiKey $null; $env:OFOX_API_KEY");
        EngineResult result = Engine.Try("'a', 'b' | ofox -ReportVariable global:r -BaseUri 'http://example.test/v1'");

        Assert.Equal("OfoxInsecureEndpoint", result.Failure!.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal((1, 1), (Report().Total, Report().Failed));
    }

    [Fact]
    public void The_answers_before_an_error_are_on_it_where_errors_stop()
    {
        EngineResult result = Engine.Run(
            """$ErrorActionPreference = 'Stop'; try { 'a', "x`nfault: 500", 'c' | ofox -MaximumRetryCount 0 } catch { """
            + """$_.Exception.Completed | ForEach-Object Content }""");

        Assert.Equal("a", result.Output[^1].BaseObject);
        Assert.Empty(
            ((OfoxException)Engine.Run(
            """'a', "x`nfault: 500" | ofox -MaximumRetryCount 0 -ErrorAction SilentlyContinue -ErrorVariable e | Out-Null; $e[0"""
            + """].Exception""").Output[0].BaseObject).Completed);
    }

    [Fact]
    public void One_models_failure_does_not_end_a_run_over_many()
    {
        EngineResult result = Engine.Run(
            "'openai/gpt-4o', 'nobody/nothing', 'openai/gpt-4o-mini' | ForEach-Object { [OfoxPS.OfoxModel]@{ Id = $_ } } | ofox hi");

        Assert.Equal(2, result.Output.Count);
        Assert.Equal("OfoxModelNotFound", Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void A_budget_that_does_not_know_one_model_goes_on_with_the_next()
    {
        EngineResult result = Engine.Run(
            "'nobody/nothing', 'openai/gpt-4o' | ForEach-Object { [OfoxPS.OfoxModel]@{ Id = $_ } } | ofox hi -MaxTokens 10 -MaxCost 1");

        Assert.Single(result.Output);
        Assert.Contains("The price of 'nobody/nothing' is unknown", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal(["openai/gpt-4o"], Engine.Requests.Select(static entry => entry.Model).OfType<string>());
    }

    [Fact]
    public void Models_that_are_piped_may_come_in_another_order()
    {
        const string Script = "param($path) {0} | ForEach-Object {{ [OfoxPS.OfoxModel]@{{ Id = $_ }} }} | ofox hi -Checkpoint $path";
        Engine.Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, Script, "'openai/gpt-4o', 'openai/gpt-4o-mini'"), Path)
            .Succeeded();

        EngineResult result = Engine.Run(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, Script, "'openai/gpt-4o-mini', 'openai/gpt-4o'"), Path);

        Assert.Equal(2, result.All<ChatCompletion>().Count);
        Assert.Equal(2, Engine.Requests.Count);
    }

    private int States(string state) =>
        File.ReadAllLines(Path).Count(line => line.Contains($"\"state\":\"{state}\"", StringComparison.Ordinal));

    private OfoxBatchReport Report() => (OfoxBatchReport)Engine.Run("$r").Output[0].BaseObject;
}
