using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Requests;

/// <summary>What is wrong is refused in words, before anything is sent.</summary>
public sealed class RefusedTests : EngineTest
{
    [Theory]
    [InlineData("-ExtraBody @{ model = 'x' }", "cannot contain 'model'")]
    [InlineData("-ExtraBody @{ messages = @() }", "cannot contain 'messages'")]
    [InlineData("-ExtraBody @{ stream = $true }", "cannot contain 'stream'")]
    [InlineData("-Model ''", "-Model is empty")]
    [InlineData("-Model '  '", "-Model is empty")]
    [InlineData("-ExtraBody @{ logit_bias = @{ 50256 = -100 } }", "'50256' is not a string")]
    [InlineData("-ExtraBody @{ x = [double]::NaN }", "NaN")]
    [InlineData("-Provider @{ x = @(@{ y = [double]::PositiveInfinity }) }", "Infinity")]
    [InlineData("-ExtraBody 1, 2", "-ExtraBody must be a hashtable")]
    [InlineData("-ExtraBody '{\"a\":'", "-ExtraBody is not valid JSON")]
    [InlineData("-Provider '[1]'", "-Provider is JSON, but not an object")]
    [InlineData("-ResponseFormat json", "json_object")]
    [InlineData("-Stop ''", "at which every answer would end")]
    [InlineData("-Routing fastest", "balanced")]
    [InlineData("-Temperature 2.01", "from 0 to 2")]
    [InlineData("-Temperature ([double]::NaN)", "from 0 to 2")]
    [InlineData("-MaxTokens 0", "1 or more")]
    [InlineData("-MaxTokens 3000000000", "MaxTokens")]
    [InlineData("-TopP 1.1", "from 0 to 1")]
    [InlineData("-FrequencyPenalty -2.5", "from -2 to 2")]
    [InlineData("-PresencePenalty 2.5", "from -2 to 2")]
    [InlineData("-TimeoutSeconds 0", "TimeoutSeconds")]
    [InlineData("-Tool @{ description = 'x' }", "needs a name")]
    [InlineData("-Tool 'get_weather('", "get_weather(")]
    [InlineData("-Tool '{\"name\":'", "JSON")]
    [InlineData("-ExtraBody @{ user = [securestring]::new() }", "-ExtraBody")]
    [InlineData("-BaseUri api", "http")]
    [InlineData("-BaseUri ftp://127.0.0.1/v1", "http")]
    [InlineData("-BaseUri https://user:secret@gateway/v1", "must not hold a user name")]
    [InlineData("-Image /no/such.png", "There is no image")]
    public void A_parameter_that_cannot_be_sent(string parameter, string words)
    {
        ErrorRecord error = Engine.Try($"ofox 'hi' {parameter}").Failure!;

        Assert.Contains(words, error.ToString(), System.StringComparison.Ordinal);
        Assert.NotEqual(ErrorCategory.NotSpecified, error.CategoryInfo.Category);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void A_value_of_six_hundred_levels() =>
        Assert.Contains(
            "deeper than 500 levels",
            Engine.Try("$deep = @{}; foreach ($i in 1..600) { $deep = @{ x = $deep } }; ofox 'hi' -ExtraBody $deep").Failure!.ToString(),
            System.StringComparison.Ordinal);
}
