using System.IO;
using System.Linq;
using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Errors;

/// <summary>What an error tells a script, and a person.</summary>
public sealed class FailureDetailTests : EngineTest
{
    [Theory]
    [InlineData("fault/429", "OfoxRateLimited", true)]
    [InlineData("fault/503", "OfoxServerError", true)]
    [InlineData("fault/400", "OfoxInvalidRequest", false)]
    [InlineData("fault/402", "OfoxInsufficientCredits", false)]
    public void The_exception_says_its_id_and_whether_it_passes(string model, string id, bool isTransient)
    {
        ErrorRecord error = Engine.Try($"ofox 'hi' -Model '{model}' -MaximumRetryCount 0").Fails(id);

        OfoxException exception = Assert.IsType<OfoxException>(error.Exception);
        Assert.Equal(id, exception.ErrorId);
        Assert.Equal(isTransient, exception.IsTransient);
    }

    [Fact]
    public void What_had_been_written_is_in_OutVariable_when_the_run_stops()
    {
        string counts = Engine.Run("""
            $result = 'old'
            Use-OfoxTestResponse 'one', 'two', (New-OfoxTestResponse -Fault NoCredits) {
                try { $result = 'a', 'b', 'c' | ofox 'q' -OutVariable got } catch { $completed = $_.Exception.Completed }
                "$result, $got, $completed"
            }
            """).Single<string>();

        Assert.Equal("old, one two, one two", counts);
    }

    [Fact]
    public void An_error_that_ends_the_pipeline_holds_the_answers_so_far()
    {
        ErrorRecord error = Engine.Try(
            "Use-OfoxTestResponse 'one', 'two', (New-OfoxTestResponse -StatusCode 402 'No credits left.') { 'a', 'b', 'c', 'd' | ofox "
            + "'q' }").Fails("OfoxInsufficientCredits");

        ChatCompletion[] completed = ((OfoxException)error.Exception).Completed;
        Assert.Equal(["one", "two"], completed.Select(static answer => answer.Content));
        Assert.Equal(["a", "b"], completed.Select(static answer => answer.InputObject?.ToString()));
    }

    [Fact]
    public void An_error_of_one_input_holds_no_other_answers()
    {
        ErrorRecord error = Engine.Run(
            "Use-OfoxTestResponse 'one', (New-OfoxTestResponse -StatusCode 400 'No.'), 'three' { 'a', 'b', 'c' | ofox 'q' }")
            .Error("OfoxInvalidRequest");

        Assert.Empty(((OfoxException)error.Exception).Completed);
    }

    [Fact]
    public void A_server_that_asks_for_an_hour_is_come_back_to_in_an_hour()
    {
        ErrorRecord error = Engine.Try(
            "Use-OfoxTestResponse (New-OfoxTestResponse -StatusCode 429 'Slow down.' -ResponseHeader @{ 'retry-after' = '3600' }) { "
            + "ofox 'hi' }").Fails("OfoxRateLimited");

        Assert.Contains("Run it again in 1 h", error.ErrorDetails.RecommendedAction, System.StringComparison.Ordinal);
        Assert.DoesNotContain("MaximumRetryCount", error.ErrorDetails.RecommendedAction, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_cassette_that_is_not_there_is_to_be_recorded_not_compared_less()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        ErrorRecord error = Engine.Try($"Use-OfoxCassette '{path}' {{ ofox 'hi' }}").Fails("OfoxCassetteMiss");

        Assert.Contains("-Mode Record", error.ErrorDetails.RecommendedAction, System.StringComparison.Ordinal);
        Assert.DoesNotContain("-MatchOn", error.ErrorDetails.RecommendedAction, System.StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_was_cut_comes_with_a_warning_after_it()
    {
        EngineResult result = Engine.Run("ofox 'one two three four' -MaxTokens 2");

        Assert.Equal("length", result.Single<ChatCompletion>().FinishReason);
        Assert.Contains("-MaxTokens", Assert.Single(result.Warnings), System.StringComparison.Ordinal);
    }
}
