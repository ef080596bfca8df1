using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Testing;

/// <summary>Answers that a test gives in the server's place.</summary>
public sealed class FaultTests : EngineTest
{
    [Theory]
    [InlineData("Truncated", "OfoxStreamTruncated", "OfoxStreamTruncated")]
    [InlineData("Reset", "OfoxConnectionFailed", "OfoxConnectionFailed")]
    [InlineData("Timeout", "OfoxTimeout", "OfoxTimeout")]
    [InlineData("ConnectionFailed", "OfoxConnectionFailed", "OfoxConnectionFailed")]
    [InlineData("InvalidJson", "OfoxInvalidResponse", "OfoxInvalidResponse")]
    [InlineData("Empty", "OfoxInvalidResponse", "OfoxInvalidResponse")]
    [InlineData("RateLimited", "OfoxRateLimited", "OfoxRateLimited")]
    [InlineData("ServerError", "OfoxServerError", "OfoxServerError")]
    [InlineData("Overloaded", "OfoxServerError", "OfoxServerError")]
    [InlineData("Unauthorized", "OfoxAuthenticationFailed", "OfoxAuthenticationFailed")]
    [InlineData("NoCredits", "OfoxInsufficientCredits", "OfoxInsufficientCredits")]
    [InlineData("ModelNotFound", "OfoxModelNotFound", "OfoxModelNotFound")]
    [InlineData("StreamError", "OfoxServerError", "OfoxServerError")]
    public void A_fault_is_the_error_that_a_server_would_cause(string fault, string whole, string streamed)
    {
        Engine.Try($"Use-OfoxTestResponse (New-OfoxTestResponse -Fault {fault}) {{ ofox 'x' -MaximumRetryCount 0 }}").Fails(whole);
        Engine.Try($"Use-OfoxTestResponse (New-OfoxTestResponse -Fault {fault}) {{ ofox 'x' -MaximumRetryCount 0 -Stream }}")
            .Fails(streamed);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void An_error_after_the_answer_began_breaks_it_off() =>
        Engine.Try("Use-OfoxTestResponse (New-OfoxTestResponse -Chunk a -Fault StreamError) { ofox 'x' -Stream }").Fails("OfoxStreamError");

    [Fact]
    public void What_had_arrived_before_a_fault_is_kept()
    {
        ErrorRecord error = Engine.Try("Use-OfoxTestResponse (New-OfoxTestResponse -Chunk a, b -Fault Reset) { ofox 'x' -Stream }")
            .Fails("OfoxConnectionFailed");

        Assert.Equal("ab", ((OfoxException)error.Exception).Completion!.Content);
    }

    [Fact]
    public void A_script_block_is_asked_and_sees_the_request() =>
        Assert.Equal(
            ["else", "B by m/n"],
            Engine.Run("Use-OfoxTestResponse { param($request) if ($_.Prompt -eq 'b') { \"B by $($request.Model)\" } else { 'else' } } "
            + "{ 'a', 'b' | ofox -Model m/n | ForEach-Object Content }").All<string>());

    [Theory]
    [InlineData("Use-OfoxTestResponse (Get-Date) { }", "DateTime cannot be a response")]
    [InlineData("Use-OfoxTestResponse { throw 'undecided' } { ofox a }", "undecided")]
    [InlineData("Use-OfoxTestResponse { } { ofox a }", "decides on the response")]
    [InlineData("Use-OfoxTestResponse one { $null = ofox a; ofox b }", "no response for request 2: 1 was given")]
    [InlineData("Use-OfoxTestResponse one, two, three { $null = ofox a }", "2 of 3 responses were not used")]
    public void A_test_that_is_wrong_is_told_in_words(string script, string words) =>
        Assert.Contains(words, Engine.Try(script).Failure!.ToString(), System.StringComparison.Ordinal);

    [Fact]
    public void A_script_block_among_the_responses_answers_in_its_turn() =>
        Assert.Equal(
            ["one", "two for b"], Engine.Run("Use-OfoxTestResponse one, { \"two for $($_.Prompt)\" } { \"$(ofox a)\"; \"$(ofox b)\" }")
            .All<string>());

    [Fact]
    public void Responses_that_may_be_left_are_and_those_that_repeat_do() =>
        Assert.Equal(
            ["one", "one", "two", "one"],
            Engine.Run("Use-OfoxTestResponse one, two -AllowUnused { \"$(ofox a)\" }; Use-OfoxTestResponse one, two -Repeat { 1..3 | "
            + "ForEach-Object { \"$(ofox $_)\" } }").All<string>());
}
