using System;
using OfoxPS.EngineTests.Support;
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
    public void The_model_of_the_environment_is_asked_unless_a_parameter_names_another()
    {
        _environment["OFOX_MODEL"] = "openai/gpt-4o-mini";

        Assert.Equal("openai/gpt-4o-mini", _engine.Run("(ofox 'hi').Model").Single<string>());
        Assert.Equal("openai/gpt-4o", _engine.Run("(ofox 'hi' -Model openai/gpt-4o).Model").Single<string>());
    }

    public void Dispose()
    {
        _engine.Dispose();
        _environment.Dispose();
    }
}
