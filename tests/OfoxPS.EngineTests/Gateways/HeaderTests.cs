using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using OfoxPS.Gateway.Log;
using Xunit;

namespace OfoxPS.EngineTests.Gateways;

[Collection(ProcessState.Name)]
public sealed class HeaderTests : IDisposable
{
    private readonly EnvironmentVariables _environment = new();
    private readonly Engine _engine = new();

    [Fact]
    public void A_header_of_the_call_goes_over_a_configured_one_and_that_over_the_environment()
    {
        _environment["OFOX_HEADERS"] = """{"x-one":"environment","x-two":"environment","x-three":"environment"}""";
        _engine.Run("Set-OfoxConfiguration -Header @{ 'X-Two' = 'configured'; 'X-Three' = 'configured' }; ofox 'hi' -Header @{ "
            + "'x-three' = 'given' }").Succeeded();

        Assert.Equal("environment", Sent("x-one"));
        Assert.Equal("configured", Sent("x-two"));
        Assert.Equal("given", Sent("x-three"));
    }

    [Fact]
    public void A_header_without_a_value_takes_a_configured_one_away()
    {
        _engine.Run("Set-OfoxConfiguration -Header @{ 'x-one' = 'configured' }; ofox 'hi' -Header @{ 'x-one' = $null }").Succeeded();

        Assert.False(_engine.Sent.Entry.Headers.ContainsKey("x-one"));
    }

    [Theory]
    [InlineData("Get-OfoxStream 'hi' -Header @{ 'x-one' = 'given' }")]
    [InlineData("'hi' | Invoke-OfoxChat -Header @{ 'x-one' = 'given' }")]
    public void Every_request_takes_it(string script)
    {
        _engine.Run(script).Succeeded();

        Assert.Equal("given", Sent("x-one"));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    [InlineData("""{"a b":"x"}""")]
    [InlineData("""{"x-one":{"a":"b"}}""")]
    [InlineData("""{"x-one":["a",{"b":"c"}]}""")]
    public void Headers_of_the_environment_that_cannot_be_are_named(string text)
    {
        _environment["OFOX_HEADERS"] = text;

        Assert.Contains(
            "$env:OFOX_HEADERS", _engine.Try("ofox 'hi'").Fails("OfoxInvalidArgument").Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_engine.Requests);
    }

    [Theory]
    [InlineData("@{ 'x-one' = @{ a = 'b' } }")]
    [InlineData("@{ 'x-one' = [pscustomobject] @{ a = 'b' } }")]
    [InlineData("@{ 'x-one' = 'a', @{ a = 'b' } }")]
    public void A_value_that_is_an_object_is_no_header(string header)
    {
        Assert.Contains("is an object", _engine.Try($"ofox hi -Header {header}").Failure!.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_engine.Requests);
    }

    [Fact]
    public void The_password_of_a_credential_is_a_value_and_a_secret()
    {
        using SecureString password = new NetworkCredential(string.Empty, "pass-word-1").SecurePassword;
        PSCredential credential = new("bob", password);
        _engine.Run("param($c) ofox 'say: pass-word-1' -Header @{ 'x-team' = $c }", credential).Succeeded();
        string shown = _engine.Run("param($c) ConvertTo-OfoxRequest 'pass-word-1' -Header @{ 'x-team' = $c } -OutputAs Json", credential)
            .Single<string>();

        Assert.Equal("pass-word-1", Sent("x-team"));
        Assert.DoesNotContain("pass-word-1", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_whose_key_is_in_another_header_needs_no_key_of_ours()
    {
        _environment["OFOX_API_KEY"] = null;
        _engine.Run("Set-OfoxConfiguration -ApiKey $null").Succeeded();
        int before = Engine.Gateway.Requests.All.Count;
        _engine.Try("ofox 'hi' -Header @{ Authorization = ''; 'api-key' = 'azure-key-1' } -BaseUri ($env:OFOX_BASE_URL + "
            + "'?api-version=2024-10-21')").Fails("OfoxAuthenticationFailed");

        RequestEntry sent = Engine.Gateway.Requests.All.Skip(before).First(static entry => entry.Headers.ContainsKey("api-key"));
        Assert.Equal("azure-key-1", sent.Headers["api-key"]);
        Assert.False(sent.Headers.ContainsKey("Authorization"));
        Assert.EndsWith("?api-version=2024-10-21", sent.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_is_no_secret_stays_in_a_replay()
    {
        using TemporaryFolder folder = new();
        string script =
            $"Set-OfoxConfiguration -Header @{{ 'X-Title' = 'Contoso Weather'; 'x-portkey-strict-open-ai-compliance' = 'false' }}; "
            + $"Use-OfoxCassette '{folder.Path}/a.json' -Mode Auto {{ (ofox 'say: {{\"ok\":false,\"name\":\"Contoso Weather\"}}' -As "
                + $"@{{ ok = [bool]; name = [string] }}).name }}";

        Assert.Equal("Contoso Weather", _engine.Run(script).Single<string>());
        Assert.Equal("Contoso Weather", _engine.Run(script).Single<string>());
        Assert.Single(_engine.Requests);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _environment.Dispose();
    }

    private string Sent(string header) => _engine.LastSent.Entry.Headers[header];

    [Theory]
    [InlineData("", "gzip, deflate, br")]
    [InlineData("-Stream 6> $null", "identity")]
    [InlineData("-Header @{ 'Accept-Encoding' = 'identity' }", "identity")]
    [InlineData("-Header @{ 'Accept-Encoding' = 'br;q=0.5' }", "br;q=0.5")]
    public void The_ways_of_compression_are_those_that_are_asked_for(string asked, string header)
    {
        _engine.Run($"ofox hi {asked}").Succeeded();

        Assert.Equal(header, _engine.Requests.Single().Headers["Accept-Encoding"]);
    }
}
