using System;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using OfoxPS.EngineTests.Support;
using OfoxPS.Gateway.Wire;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Settings;

[Collection(ProcessState.Name)]
public sealed class EnvironmentTests : IDisposable
{
    private readonly EnvironmentVariables _environment = new();
    private readonly Engine _engine = new(ownKey: false);

    [Fact]
    public void Without_a_key_nothing_is_sent_and_the_error_says_what_to_do()
    {
        _environment["OFOX_API_KEY"] = null;

        Assert.Contains(
            "$env:OFOX_API_KEY", _engine.Try("ofox 'hi'")
            .Fails("OfoxMissingApiKey").ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_of_the_system_on_another_machine_gets_no_key_in_the_clear()
    {
        IWebProxy before = HttpClient.DefaultProxy;
        try
        {
            // Connections are shared by their settings, and no other test has this one.
            HttpClient.DefaultProxy = new WebProxy("http://192.0.2.1:3128");
            Assert.Equal(
                "hi", _engine.Run("(ofox hi -SkipCertificateCheck -ConnectionTimeoutSeconds 2 -MaximumRetryCount 0).Content")
                .Single<string>());
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [WindowsFact("the names of variables have no case, and the proxy of the system is that of the environment first")]
    public async Task A_proxy_of_the_environment_is_used_in_whatever_case_its_name_is()
    {
        IWebProxy before = HttpClient.DefaultProxy;
        await using WireServer proxy = WireProxy.Start();
        _environment["Http_Proxy"] = $"http://{proxy.Endpoint}";
        try
        {
            // .NET reads the variables once in a process; connections are shared by their settings, and no other test has this one with a
            // proxy.
            HttpClient.DefaultProxy = (IWebProxy)typeof(HttpClient).Assembly.GetType("System.Net.Http.SystemProxyInfo", throwOnError: true)!
                .GetMethod("ConstructSystemProxy")!.Invoke(null, null)!;
            Assert.Equal("hi", _engine.Run("(ofox hi -SkipCertificateCheck).Content").Single<string>());
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.StartsWith($"POST {Engine.Gateway.BaseUri}/chat/completions", Assert.Single(proxy.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_that_setx_or_a_file_of_variables_left_around_a_value_are_no_part_of_it()
    {
        string key = $"sk-quoted-{Guid.NewGuid():n}";
        _environment["OFOX_API_KEY"] = $"\"{key}\"";
        _environment["OFOX_MODEL"] = "'openai/gpt-4o-mini'";
        _environment["OFOX_BASE_URL"] = $"\"{Environment.GetEnvironmentVariable("OFOX_BASE_URL")}\"";

        Assert.Equal("openai/gpt-4o-mini", _engine.Run("(ofox 'hi').Model").Single<string>());
        Assert.Contains(
            Engine.Gateway.Requests.All, request =>
            request.Headers.TryGetValue("Authorization", out string? value) && value == "Bearer " + key);
    }

    [Theory]
    [InlineData("OFOX_BASE_URL", "localhost:99", "ofox hi",
        "$env:OFOX_BASE_URL is 'localhost:99'. The base URL must be an absolute http or https address")]
    [InlineData("OFOX_BASE_URL", "ftp://u:secret@host", "ofox hi", "$env:OFOX_BASE_URL cannot be used")]
    [InlineData("OFOX_HEADERS", "a: b", "ofox hi",
        "$env:OFOX_HEADERS cannot be used. They are not a JSON object of names and values, as in {")]
    [InlineData("OFOX_TIMEOUT", "soon", "ofox hi", "$env:OFOX_TIMEOUT is 'soon', which is not a number of seconds above 0")]
    [InlineData("OFOX_TIMEOUT", "0", "ofox hi", "$env:OFOX_TIMEOUT is '0'")]
    [InlineData("OFOX_MARKDOWN", "maybe", "ofox hi", "$env:OFOX_MARKDOWN is 'maybe', which is not 1 or 0")]
    [InlineData("OFOX_MEMORY", "lots", "ofox hi", "$env:OFOX_MEMORY is 'lots', which is not a whole number of MiB above 0")]
    [InlineData("OFOX_MAX_COST", "-1", "ofox hi", "$env:OFOX_MAX_COST is '-1', which is not an amount in USD")]
    [InlineData("OFOX_MODEL", "x", "ofox hi -BaseUri localhost:99", "-BaseUri is 'localhost:99'")]
    public void A_setting_that_cannot_be_is_told_with_its_place_and_value(string variable, string value, string script, string words)
    {
        _environment[variable] = value;

        string message = _engine.Try(script).Fails("OfoxInvalidArgument").Exception.Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "OFOX_BASE_URL", "localhost:99", "BaseUri" },
        { "OFOX_HEADERS", "a: b", "Header" },
        { "OFOX_MAX_COST", "abc", "MaxCost" },
        { "OFOX_TIMEOUT", "soon", "TimeoutSeconds" },
        { "OFOX_LOG_CONTENT", "maybe", "LogContent" },
        { "OFOX_MARKDOWN", "maybe", "Markdown" },
        { "OFOX_MEMORY", "lots", "Memory" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_setting_is_one_error_before_any_input_and_shown_where_settings_are_asked_for(
        string variable, string value, string name)
    {
        _environment[variable] = value;

        EngineResult run = _engine.Try("$inputs = 0; 1..4 | ForEach-Object { $inputs++; $_ } | ofox q -ThrottleLimit 2");
        Assert.Contains("$env:" + variable, run.Fails("OfoxInvalidArgument").Exception.Message, StringComparison.Ordinal);
        Assert.Empty(run.Errors);
        Assert.Equal(0, _engine.Run("$inputs").Single<int>());

        OfoxConfiguration configuration = _engine.Run("Get-OfoxConfiguration").Single<OfoxConfiguration>();
        Assert.Contains("$env:" + variable, Assert.IsType<string>(configuration.Problem[name]), StringComparison.Ordinal);
        Assert.Contains(
            (string)configuration.Problem[name]!, _engine.Run("Get-OfoxConfiguration | Out-String -Width 400")
            .Single<string>(), StringComparison.Ordinal);

        ConnectionStep step = _engine.Run("Test-OfoxConnection").All<ConnectionStep>()[0];
        Assert.Equal(("Settings", "Failed", "OfoxInvalidArgument"), (step.Step, step.Result, step.ErrorId));
    }

    [Theory]
    [InlineData("-BaseUri localhost:1")]
    [InlineData("-ExtraBody @{ model = 'x' }")]
    [InlineData("-Model ' '")]
    [InlineData("-Stop ''")]
    public void So_is_a_parameter_that_is_wrong_for_every_input(string parameter)
    {
        EngineResult run = _engine.Try($"1..9 | ofox q {parameter} -ThrottleLimit 8");

        run.Fails("OfoxInvalidArgument");
        Assert.Empty(run.Errors);
    }

    [Fact]
    public void Limits_come_from_the_environment()
    {
        _environment["OFOX_TIMEOUT"] = "0.2";
        _environment["OFOX_MAX_COST"] = "2.5";

        OfoxConfiguration configuration = _engine.Run("Get-OfoxConfiguration").Single<OfoxConfiguration>();
        Assert.Equal(
            (0.2, 2.5m, "$env:OFOX_MAX_COST"),
            (configuration.TimeoutSeconds, configuration.Other["MaxCost"], configuration.Source["MaxCost"]));
        _environment["OFOX_MAX_COST"] = null;
        Assert.Contains(
            "0.2 s ($env:OFOX_TIMEOUT)", _engine.Try("ofox hi -Model fault/silence")
            .Fails("OfoxTimeout").Exception.Message, StringComparison.Ordinal);
        _environment["OFOX_MAX_COST"] = "0.0000001";
        Assert.Contains(
            "($env:OFOX_MAX_COST)", _engine.Try("ofox hi").Fails("OfoxBudgetExceeded").Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ofox hi -Model fault/silence -TimeoutSeconds 0.2", "OfoxTimeout", "(-TimeoutSeconds)")]
    [InlineData("Set-OfoxConfiguration -OperationTimeoutSeconds 0.2; ofox hi -Model fault/silence -MaximumRetryCount 0", "OfoxTimeout",
        "(Set-OfoxConfiguration -OperationTimeoutSeconds)")]
    [InlineData("Set-OfoxConfiguration -MaxCost 0; ofox hi", "OfoxBudgetExceeded", "(Set-OfoxConfiguration -MaxCost)")]
    [InlineData("Set-OfoxConfiguration -Stop '', 'x'; ofox hi", "OfoxInvalidArgument", "Set-OfoxConfiguration -Stop contains")]
    public void An_error_about_a_setting_names_the_place_where_it_was_set(string script, string id, string place) =>
        Assert.Contains(place, _engine.Try(script).Fails(id).Exception.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ofox hi -Model 4o")]
    [InlineData("Set-OfoxConfiguration -Model 4o; ofox hi")]
    [InlineData("ofox hi -Model openai/gpt-4o -Fallback 4o")]
    public void A_model_may_have_a_name_of_the_users_own(string script)
    {
        string key = $"sk-alias-{Guid.NewGuid():n}";
        _engine.Run($"Set-OfoxConfiguration -ApiKey {key} -ModelAlias @{{ '4o' = 'openai/gpt-4o-mini' }}; {script}").Succeeded();

        Assert.Contains(
            "openai/gpt-4o-mini",
            Assert.Single(
            Engine.Gateway.Requests.All, request =>
            request.Headers.TryGetValue("Authorization", out string? value) && value == "Bearer " + key).Body, StringComparison.Ordinal);
        Assert.Equal("4o", _engine.Complete("ofox hi -Model 4o")[0].ListItemText);
        _engine.Try("Set-OfoxConfiguration -ModelAlias @{ a = 5 }").Fails("OfoxInvalidArgument");
        _engine.Try("Set-OfoxConfiguration -ModelAlias @{ 1 = 'a/b' }").Fails("ParameterArgumentTransformationError");
    }

    [Fact]
    public void Setting_a_default_writes_nothing_but_with_PassThru_what_holds_now()
    {
        Assert.Empty(_engine.Run("Set-OfoxConfiguration -Model a/b").Succeeded().Output);
        Assert.Equal("a/c", _engine.Run("Set-OfoxConfiguration -Model a/c -PassThru").Single<OfoxConfiguration>().Model);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _environment.Dispose();
    }
}
