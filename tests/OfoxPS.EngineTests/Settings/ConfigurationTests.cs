using System;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Settings;

public sealed class ConfigurationTests : EngineTest
{
    [Theory]
    [InlineData("-Temperature 0.5", "temperature", "0.5", "-Temperature 1")]
    [InlineData("-MaxTokens 40", "max_tokens", "40", "-MaxTokens 1")]
    [InlineData("-TopP 0.5", "top_p", "0.5", "-TopP 1")]
    [InlineData("-FrequencyPenalty 0.5", "frequency_penalty", "0.5", "-FrequencyPenalty 1")]
    [InlineData("-PresencePenalty 0.5", "presence_penalty", "0.5", "-PresencePenalty 1")]
    [InlineData("-ExtraBody @{ seed = 4 }", "seed", "4", "-ExtraBody @{ seed = 1 }")]
    [InlineData("-Model openai/gpt-4o-mini", "model", "\"openai/gpt-4o-mini\"", "-Model openai/gpt-4o")]
    [InlineData("-Routing cost", "provider", """{"routing":"cost"}""", "-Routing latency")]
    public void A_setting_reaches_the_body_and_a_parameter_wins_over_it(string setting, string field, string json, string parameter)
    {
        Engine.Run($"Set-OfoxConfiguration {setting}; ofox 'hi'; ofox 'hi' {parameter}").Succeeded();

        Assert.Equal(json, new SentRequest(Engine.Requests[0]).Body.GetProperty(field).GetRawText());
        Assert.NotEqual(json, new SentRequest(Engine.Requests[1]).Body.GetProperty(field).GetRawText());
    }

    [Fact]
    public void A_setting_is_taken_back_by_null()
    {
        Engine.Run("Set-OfoxConfiguration -Temperature 0.5 -MaxTokens 5; Set-OfoxConfiguration -Temperature $null; ofox hi").Succeeded();

        Assert.False(Engine.Sent.Has("temperature"));
        Assert.True(Engine.Sent.Has("max_tokens"));
    }

    [Fact]
    public void A_system_message_that_is_configured_is_sent_where_there_is_none()
    {
        Engine.Run("Set-OfoxConfiguration -System 'be brief'; ofox hi; ofox hi -System 'be long'").Succeeded();

        Assert.Equal(["be brief", "be long"], Engine.Requests.Select(static request => new SentRequest(request).Messages[0].GetProperty("content").GetString()));
    }

    [Fact]
    public void Headers_that_are_configured_are_sent()
    {
        Engine.Run("Set-OfoxConfiguration -Header @{ 'X-Team' = 'blue'; 'X-Number' = 5 }; ofox hi").Succeeded();

        Assert.Equal(("blue", "5"), (Engine.Sent.Entry.Headers["X-Team"], Engine.Sent.Entry.Headers["X-Number"]));
    }

    [Fact]
    public void The_configuration_says_where_each_value_comes_from()
    {
        Engine.Run("Set-OfoxConfiguration -Model c/d").Succeeded();

        Assert.Equal(["Set-OfoxConfiguration", "$env:OFOX_BASE_URL", "default"], Engine.Run("$s = (Get-OfoxConfiguration).Source; $s.Model, $s.BaseUri, $s.MaximumRetryCount").All<string>());
    }

    [Fact]
    public void The_configuration_belongs_to_the_session()
    {
        using Engine other = new();
        Engine.Run("Set-OfoxConfiguration -Model c/d").Succeeded();

        Assert.Equal("openai/gpt-4o", other.Run("(Get-OfoxConfiguration).Model").Single<string>());
    }

    [Fact]
    public void What_was_written_is_not_the_configuration_itself() =>
        Assert.Equal("openai/gpt-4o", Engine.Run("$c = Get-OfoxConfiguration; try { $c.Model = 'x/y' } catch { }; (Get-OfoxConfiguration).Model").Single<string>());

    [Fact]
    public void A_value_that_is_refused_changes_nothing()
    {
        Engine.Try("Set-OfoxConfiguration -Temperature 0.5 -BaseUri nonsense").Fails("OfoxInvalidArgument");

        Assert.Null(Engine.Run("(Get-OfoxConfiguration).Temperature").Succeeded().Output[0]);
    }

    [Theory]
    [InlineData("", "/v1/chat/completions")]
    [InlineData("/", "/v1/chat/completions")]
    [InlineData("/v1", "/v1/chat/completions")]
    [InlineData("/v1/", "/v1/chat/completions")]
    [InlineData("/v1/chat/completions", "/v1/chat/completions")]
    [InlineData("/v1?api-version=2", "/v1/chat/completions?api-version=2")]
    public void A_base_url_leads_to_the_endpoint(string suffix, string path)
    {
        string root = Engine.Gateway.BaseUri[..^"/v1".Length];
        Engine.Run("param($uri) ofox hi -BaseUri $uri", root + suffix).Succeeded();

        Assert.Equal(path, Engine.Sent.Entry.Path);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    public void A_request_is_sent_again_as_often_as_asked_for(int count, int attempts)
    {
        Engine.Try($"ofox hi -Model 'fault/503?retry_after_ms=1' -MaximumRetryCount {count}").Fails("OfoxServerError");

        Assert.Equal(attempts, Engine.Requests.Count);
    }

    [Theory]
    [InlineData("OperationTimeoutSeconds")]
    [InlineData("TimeoutSeconds")]
    public void A_wait_has_an_end(string limit) =>
        Engine.Try($"ofox hi -Model fault/silence -MaximumRetryCount 0 -{limit} 0.2").Fails("OfoxTimeout");

    [Fact]
    public void The_key_goes_in_the_clear_to_this_machine_only() =>
        Assert.Contains("-AllowUnencryptedAuthentication", Engine.Try("ofox hi -BaseUri http://gateway.invalid/v1").Fails("OfoxInsecureEndpoint").ErrorDetails.RecommendedAction, StringComparison.Ordinal);
}
