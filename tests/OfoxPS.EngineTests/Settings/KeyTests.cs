using System;
using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Settings;

public sealed class KeyTests : IDisposable
{
    private const string Secure = "$s = [securestring]::new(); foreach ($c in \"$key\".ToCharArray()) { $s.AppendChar($c) }; ";
    private readonly Engine _engine = new(ownKey: false);
    private readonly string _key = $"sk-given-{Guid.NewGuid():n}";

    [Theory]
    [InlineData("ofox hi -ApiKey $key")]
    [InlineData("ofox hi -ApiKey \"$key`r`n\"")]
    [InlineData("ofox hi -ApiKey \"`\"$key`\"\"")]
    [InlineData("ofox hi -ApiKey \"'$key'\"")]
    [InlineData(Secure + "ofox hi -ApiKey $s")]
    [InlineData(Secure + "ofox hi -ApiKey ([pscredential]::new('me', $s))")]
    [InlineData("Set-OfoxConfiguration -ApiKey $key; Get-OfoxStream hi")]
    [InlineData(Secure + "Set-OfoxConfiguration -ApiKey $s; $s.Dispose(); ofox hi")]
    public void A_key_is_taken_in_any_form(string script)
    {
        _engine.Run("param($key) " + script, _key).Succeeded();

        Assert.Contains(Engine.Gateway.Requests.All, request => request.Headers["Authorization"] == "Bearer " + _key);
    }

    [Theory]
    [InlineData("sk-secret sk-other")]
    [InlineData("sk-secret\nx-header: 1")]
    [InlineData("sk-secreté")]
    public void A_key_that_cannot_be_one_is_refused_without_being_told(string key)
    {
        ErrorRecord error = _engine.Try("param($key) ofox hi -ApiKey $key", key).Failure!;

        Assert.DoesNotContain("secret", $"{error} {error.ErrorDetails} {error.Exception}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_no_key_and_is_not_told_either()
    {
        ErrorRecord error = _engine.Try("ofox hi -ApiKey @{ k = 'sk-secret' }").Failure!;

        Assert.DoesNotContain("secret", $"{error} {error.ErrorDetails} {error.Exception}", StringComparison.Ordinal);
        Assert.NotEqual(ErrorCategory.NotSpecified, error.CategoryInfo.Category);
    }

    [Fact]
    public void A_wrong_key_is_told_in_the_servers_words_and_with_advice()
    {
        ErrorRecord error = _engine.Try("ofox hi -ApiKey wrong").Fails("OfoxAuthenticationFailed");

        Assert.StartsWith(
            "The gateway refused the API key: Incorrect API key provided (401 invalid_api_key, request req_", error.ErrorDetails.Message,
            StringComparison.Ordinal);
        Assert.Equal(
            "The key is from -ApiKey. Set $env:OFOX_API_KEY, or Set-OfoxConfiguration -ApiKey (Get-Secret Ofox).",
            error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("Set-OfoxConfiguration -ApiKeySecret Ofox")]
    [InlineData("Set-OfoxConfiguration -ApiKey other; Set-OfoxConfiguration -ApiKeySecret Ofox")]
    public void A_key_that_a_vault_has_is_read_by_its_name_once_when_it_is_needed(string set)
    {
        EngineResult result = _engine.Run(
            "param($key) $global:asked = 0; function global:Get-Secret { param($Name) $global:asked++; if ($Name -eq 'Ofox') { $s = "
                + "[securestring]::new(); foreach ($c in $key.ToCharArray()) { $s.AppendChar($c) }; $s } }; "
            + set + "; (Get-OfoxConfiguration).ApiKey; $global:asked; $null = ofox hi; $null = ofox again; $global:asked", _key)
                .Succeeded();

        Assert.Equal("****\n0\n1", result.Text);
        Assert.Equal(
            2, System.Linq.Enumerable.Count(Engine.Gateway.Requests.All, request => request.Headers["Authorization"] == "Bearer " + _key));
    }

    [Theory]
    [InlineData("function global:Get-Secret { throw 'The vault is locked' }", "The vault is locked")]
    [InlineData("function global:Get-Secret { 5 }", "is no text")]
    [InlineData("function global:Get-Secret { }", "is not there")]
    [InlineData("", "Get-Secret")]
    public void A_secret_that_cannot_be_read_is_told_by_its_name(string function, string words)
    {
        string message = _engine.Try(function + "; Set-OfoxConfiguration -ApiKeySecret Ofox; ofox hi")
            .Fails("OfoxMissingApiKey").Exception.Message;

        Assert.Contains("'Ofox'", message, StringComparison.Ordinal);
        Assert.Contains(words, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Get_Secret_it_is_told_how_to_get_it() =>
        Assert.Contains(
            "Install-Module Microsoft.PowerShell.SecretManagement",
            _engine.Try("Set-OfoxConfiguration -ApiKeySecret Ofox; ofox hi").Fails("OfoxMissingApiKey").ErrorDetails.RecommendedAction,
            StringComparison.Ordinal);

    public void Dispose() => _engine.Dispose();
}
