using System;
using System.Linq;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Testing;

/// <summary>$env:OFOX_OFFLINE keeps the process away from every network.</summary>
[Collection(ProcessState.Name)]
public sealed class OfflineTests : IDisposable
{
    private readonly EnvironmentVariables _environment = new();
    private readonly Engine _engine = new();
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("ofox hi")]
    [InlineData("1..3 | ofox -ThrottleLimit 2")]
    [InlineData("Get-OfoxStream hi")]
    [InlineData("Get-OfoxModel -Refresh")]
    [InlineData("Use-OfoxCassette $args[0] -Mode Record { ofox hi }")]
    [InlineData("Use-OfoxCassette $args[0] -Mode Auto { ofox hi }")]
    [InlineData("Use-OfoxCassette $args[0] -Mode Passthrough { ofox hi }")]
    public void Nothing_is_sent_and_the_error_says_why(string script)
    {
        _environment["OFOX_OFFLINE"] = "1";

        Assert.Contains(
            "$env:OFOX_OFFLINE is '1'", _engine.Try(script, System.IO.Path.Combine(_folder.Path, "cassette.json"))
            .Fails("OfoxCassetteMiss").Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_engine.Requests);
        Assert.Empty(System.IO.Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("Test-OfoxConnection -BaseUri https://nobody.test/v1", "Access")]
    [InlineData("Use-OfoxCassette $args[0] -Mode Record { Test-OfoxConnection -BaseUri https://nobody.test/v1 }", "Name")]
    public void No_connection_is_tried(string script, string step)
    {
        _environment["OFOX_OFFLINE"] = "true";

        ConnectionStep failed = _engine.Run(script, System.IO.Path.Combine(_folder.Path, "cassette.json")).All<ConnectionStep>()
            .Single(static step => step.Result == "Failed");
        Assert.Equal((step, "OfoxCassetteMiss"), (failed.Step, failed.ErrorId));
    }

    [Fact]
    public void A_test_answers_as_ever()
    {
        _environment["OFOX_OFFLINE"] = "1";

        Assert.Equal("x", _engine.Run("Use-OfoxTestResponse 'x' { ofox hi }").Single<ChatCompletion>().Content);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("false")]
    [InlineData(" ")]
    public void It_can_be_switched_off(string value)
    {
        _environment["OFOX_OFFLINE"] = value;

        Assert.Equal("hi", _engine.Run("ofox hi").Single<ChatCompletion>().Content);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _environment.Dispose();
        _folder.Dispose();
    }
}
