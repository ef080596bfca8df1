using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Settings;

/// <summary>Settings of one runspace in another one, and taken back.</summary>
public sealed class ConfigurationCopyTests : EngineTest
{
    [Fact]
    public void Another_runspace_takes_the_settings_with_the_key()
    {
        object configuration = Engine.Run("Set-OfoxConfiguration -Model 'z-ai/glm-5-turbo' -Temperature 0.5; Get-OfoxConfiguration")
            .Single<OfoxConfiguration>();
        using Engine other = new(ownKey: false);

        ChatCompletion answer = other.Run("param($configuration) $configuration | Set-OfoxConfiguration; ofox 'hi'", configuration)
            .Single<ChatCompletion>();

        Assert.Equal("z-ai/glm-5-turbo", answer.Model);
        Assert.Equal(0.5, Engine.Sent.Body.GetProperty("temperature").GetDouble());
    }

    [Fact]
    public void Parameters_beside_a_copy_win() =>
        Assert.Equal(
            "a/b", Engine.Run(
            "Set-OfoxConfiguration -Model 'x/y'; Get-OfoxConfiguration | Set-OfoxConfiguration -Model 'a/b'; (Get-OfoxConfiguration).Model")
            .Single<string>());

    [Fact]
    public void A_copy_that_was_serialized_is_refused_in_words() =>
        Assert.Contains(
            "OFOX_API_KEY",
            Engine.Try("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-OfoxConfiguration))) | Set-OfoxConfiguration").Fails("OfoxInvalidArgument").Exception.Message,
            System.StringComparison.Ordinal);

    [Fact]
    public void Reset_takes_everything_back()
    {
        OfoxConfiguration configuration = Engine.Run(
            "Set-OfoxConfiguration -Model 'x/y' -TopP 0.5; Set-OfoxConfiguration -Reset -Model 'a/b'; Get-OfoxConfiguration")
            .Single<OfoxConfiguration>();

        Assert.Equal("a/b", configuration.Model);
        Assert.Empty(configuration.Other);
    }

    [Fact]
    public void WhatIf_changes_nothing() =>
        Assert.Equal(
            "x/y", Engine.Run("Set-OfoxConfiguration -Model 'x/y'; Set-OfoxConfiguration -Reset -WhatIf; (Get-OfoxConfiguration).Model")
            .Single<string>());
}
