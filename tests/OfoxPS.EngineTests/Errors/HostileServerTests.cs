using System.Linq;
using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Errors;

/// <summary>What servers and models make up: it ends as an error of ours, in words that a terminal may show.</summary>
public sealed class HostileServerTests : EngineTest
{
    [Fact]
    public void A_window_that_starts_anew_in_ten_thousand_years_is_a_rate_limit()
    {
        EngineResult result = Engine.Run(
            $"'a', 'b' | ofox -ThrottleLimit 2 -MaximumWaitSeconds 5 -MaximumRetryCount 0 -ErrorAction SilentlyContinue -ErrorVariable "
            + $"failed -Model 'openai/gpt-4o?remaining=0&reset=99999999h&case={Engine.Key}'; $failed");

        Assert.Contains(result.Output, static item => item.BaseObject is ChatCompletion);
        Assert.All(result.Output.Select(static item => item.BaseObject).OfType<ErrorRecord>(),
            static error => Assert.Equal("OfoxRateLimited", ((OfoxException)error.Exception).ErrorId));
    }

    [Theory]
    [InlineData("([object[]])")]
    [InlineData("@{ a = [int] }")]
    public void What_a_model_said_moves_nothing_on_a_terminal(string form)
    {
        ErrorRecord error = Engine.Try(
            $"Use-OfoxTestResponse \"{{`\"a`\":`\"x$([char] 0x9b)31m$([char] 0x202e)`\"}}\" {{ ofox x -MaxRepair 0 -As {form} }}")
            .Fails("OfoxSchemaMismatch");

        Assert.DoesNotContain(error.Exception.Message, static character => char.IsControl(character) || character == '\u202e');
    }

    [Fact]
    public void A_name_that_a_model_made_up_is_told_in_part()
    {
        ErrorRecord error = Engine.Try(
            "Use-OfoxTestResponse \"{`\"$('n' * 100000)`\":{`\"a`\":1}}\" { ofox x -MaxRepair 0 -As @{ a = [int] } }")
            .Fails("OfoxSchemaMismatch");

        Assert.InRange(error.Exception.Message.Length, 50, 2_000);
    }
}
