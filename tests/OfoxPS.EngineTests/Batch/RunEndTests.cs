using System;
using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Batch;

/// <summary>A run against a server that refuses or fails for ever has an end, and says why it waits.</summary>
public sealed class RunEndTests : EngineTest
{
    private const string Models = "param($key) function Ask([string[]] $id) { $id | ForEach-Object { [OfoxPS.OfoxModel]@{ Id = $_ } } } ";

    [Theory]
    [InlineData("-MaximumWaitSeconds 0.3", "the 0.3 s that are waited at most")]
    [InlineData("-MaximumWaitSeconds 0.3 -ThrottleLimit 3", "the 0.3 s that are waited at most")]
    [InlineData("", "the 120 s that are waited at most")]
    [InlineData("-Stream", "the 120 s that are waited at most")]
    [InlineData("-MaximumRetryCount 1", "the 120 s that are waited at most")]
    public void A_server_that_only_refuses_ends_the_run_with_one_error(string with, string words)
    {
        EngineResult result = Engine.Try($"param($key) 1..20 | ofox {with} -Model \"fault/429?retry_after=500&case=$key\"", Engine.Key);

        Assert.Contains(words, result.Fails("OfoxRateLimited").Exception.Message, StringComparison.Ordinal);
        Assert.Empty(result.Errors);
        Assert.InRange(Engine.Requests.Count, 1, 3);
    }

    [Theory]
    [InlineData("-MaximumWaitSeconds 0.3", "the 0.3 s that are waited at most")]
    [InlineData("-MaximumWaitSeconds 0.3 -ThrottleLimit 4", "the 0.3 s that are waited at most")]
    [InlineData("", "the 120 s that are waited at most")]
    public void So_does_one_that_is_unavailable_and_says_when_to_come_again(string with, string words)
    {
        EngineResult result = Engine.Try($"param($key) 1..20 | ofox {with} -Model \"fault/503?retry_after=500&case=$key\"", Engine.Key);

        ErrorRecord error = result.Fails("OfoxServerError");
        Assert.Contains(words, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("(503 service_unavailable", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(503, ((OfoxException)error.Exception).StatusCode);
        Assert.Empty(result.Errors);
        Assert.InRange(Engine.Requests.Count, 1, 4);
    }

    [Fact]
    public void A_request_that_has_waited_for_the_refusal_of_another_tells_what_the_server_said()
    {
        EngineResult result = Engine.Try(
            "param($key) $null = ofox hi -Model \"fault/503?retry_after=500&case=$key\" -MaximumRetryCount 0 -ErrorAction Stop",
            Engine.Key);
        result.Fails("OfoxServerError");

        OfoxException failure = (OfoxException)Engine.Try(
            "param($key) 1..3 | ofox -Model \"fault/503?retry_after=500&case=$key\" -MaximumWaitSeconds 0.3", Engine.Key)
            .Fails("OfoxServerError").Exception;
        Assert.Equal((503, "service_unavailable"), (failure.StatusCode, failure.Code));
        Assert.Single(Engine.Requests);
    }

    [Fact]
    public void Models_that_the_input_names_are_each_refused_for_themselves()
    {
        EngineResult result = Engine.Run(
            Models + "Ask \"fault/429?retry_after=500&case=$key\", 'openai/gpt-4o' | ofox hi -MaximumWaitSeconds 0.2", Engine.Key);

        result.Error("OfoxRateLimited");
        Assert.Equal("hi", ((ChatCompletion)Assert.Single(result.Output).BaseObject).Content);
    }

    [Fact]
    public void Ten_failures_of_the_server_in_a_row_end_a_run_of_one_at_a_time()
    {
        EngineResult result = Engine.Try("1..15 | ofox -Model fault/500 -MaximumRetryCount 0");

        ErrorRecord error = result.Fails("OfoxTooManyFailures");
        Assert.Contains("10 inputs in a row", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-MaxFailure", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal((10, 10), (result.Errors.Count, Engine.Requests.Count));
    }

    [Theory]
    [InlineData("-Model fault/500 -MaxFailure 100%")]
    [InlineData("-Model fault/500 -ThrottleLimit 2")]
    [InlineData("-Model fault/400")]
    public void Others_go_on(string with)
    {
        EngineResult result = Engine.Run($"1..12 | ofox -MaximumRetryCount 0 {with}");

        Assert.Null(result.Failure);
        Assert.Equal((12, 12), (result.Errors.Count, Engine.Requests.Count));
    }

    [Theory]
    [InlineData("Get-OfoxStream hi -Model \"fault/429?retry_after=500&case=$key\"", "OfoxRateLimited", 1)]
    [InlineData("Get-OfoxStream hi -Model fault/500 -MaximumRetryCount 0", "OfoxTooManyFailures", 10)]
    public void The_same_holds_for_streams(string command, string id, int requests)
    {
        Engine.Try($"param($key) 1..15 | {command}", Engine.Key).Fails(id);

        Assert.Equal(requests, Engine.Requests.Count);
    }

    [Fact]
    public void An_answer_begins_a_new_row()
    {
        EngineResult result = Engine.Run(
            Models + "Ask (@('fault/500') * 9 + 'openai/gpt-4o' + @('fault/500') * 9) | ofox hi -MaximumRetryCount 0", Engine.Key);

        Assert.Equal((18, 1), (result.Errors.Count, result.Output.Count));
    }

    [Fact]
    public void Failures_that_a_checkpoint_keeps_are_no_row()
    {
        string path = System.IO.Path.Combine(Folder.Path, "run.jsonl");
        Engine.Run("param($path) 1..12 | ofox -Model fault/500 -MaximumRetryCount 0 -MaxFailure 100% -Checkpoint $path", path);

        EngineResult result =
            Engine.Run("param($path) 1..12 | ofox -Model fault/500 -MaximumRetryCount 0 -KeepFailure -Checkpoint $path", path);

        Assert.Null(result.Failure);
        Assert.Equal((12, 12), (result.Errors.Count, Engine.Requests.Count));
    }

    [Theory]
    [InlineData("ofox hi")]
    [InlineData("'hi' | ofox")]
    public void The_line_says_that_the_server_refuses_and_when_it_is_asked_again(string command)
    {
        EngineResult result = Engine.Run($"param($key) {command} -Model \"fault/429?times=1&retry_after=3&case=$key\"", Engine.Key)
            .Succeeded();

        Assert.Contains(result.Progress, static record => record.Activity.StartsWith("Waiting for fault/429", StringComparison.Ordinal)
            && record.StatusDescription.Contains("refused by the server; asked again at ", StringComparison.Ordinal));
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }
}
