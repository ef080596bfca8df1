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

        Assert.Contains("$env:OFOX_API_KEY", _engine.Try("ofox 'hi'").Fails("OfoxMissingApiKey").ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_of_the_system_on_another_machine_gets_no_key_in_the_clear()
    {
        IWebProxy before = HttpClient.DefaultProxy;
        try
        {
            // Connections are shared by their settings, and no other test has this one.
            HttpClient.DefaultProxy = new WebProxy("http://192.0.2.1:3128");
            Assert.Equal("hi", _engine.Run("(ofox hi -SkipCertificateCheck -ConnectionTimeoutSeconds 2 -MaximumRetryCount 0).Content").Single<string>());
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
            // .NET reads the variables once in a process; connections are shared by their settings, and no other test has this one with a proxy.
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
        Assert.Contains(Engine.Gateway.Requests.All, request => request.Headers.TryGetValue("Authorization", out string? value) && value == "Bearer " + key);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _environment.Dispose();
    }
}
