using System;
using System.Linq;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Testing;

/// <summary>While a block of a test runs, nothing of the process reaches a network that the test does not know of.</summary>
[Collection(ProcessState.Name)]
public sealed class OtherRunspaceTests : IDisposable
{
    private const string Switch = "OfoxPS.AllowOtherRunspace";

    private readonly Engine _test = new();
    private readonly Engine _other = new();
    private readonly TemporaryFolder _folder = new();

    public OtherRunspaceTests() => AppContext.SetSwitch(Switch, false);

    [Theory]
    [InlineData("ofox hi")]
    [InlineData("ofox hi -Stream")]
    [InlineData("Get-OfoxStream hi")]
    [InlineData("Get-OfoxModel -Refresh")]
    public void Another_runspace_sends_nothing_while_a_block_runs(string script)
    {
        System.Management.Automation.ErrorRecord error = null!;
        Meanwhile("Use-OfoxTestResponse 'x' -AllowUnused { $args[0].Invoke() }",
            () => error = _other.Try(script).Fails("OfoxCassetteMiss"));

        Assert.Empty(_other.Requests);
        Assert.Contains("-AllowOtherRunspace", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("about_OfoxPS_Testing", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_is_not_tested_either() => Meanwhile("Use-OfoxTestResponse 'x' -AllowUnused { $args[0].Invoke() }", () =>
    {
        ConnectionStep failed = _other.Run("Test-OfoxConnection").All<ConnectionStep>().Single(static step => step.Result == "Failed");
        Assert.Equal(("Access", "OfoxCassetteMiss"), (failed.Step, failed.ErrorId));
        Assert.Empty(_other.Requests);
    });

    [Fact]
    public void It_may_have_a_block_of_its_own() => Meanwhile("Use-OfoxTestResponse 'x' -AllowUnused { $args[0].Invoke() }", () =>
        Assert.Equal("y", _other.Run("Use-OfoxTestResponse 'y' { ofox hi }").Single<ChatCompletion>().Content));

    [Theory]
    [InlineData("Use-OfoxTestResponse 'x' -AllowUnused -AllowOtherRunspace { $args[0].Invoke() }")]
    [InlineData("Use-OfoxCassette $args[1] -Mode Record -AllowOtherRunspace { $args[0].Invoke() }")]
    [InlineData("Use-OfoxCassette $args[1] -Mode Passthrough { $args[0].Invoke() }")]
    public void A_block_can_allow_it(string block)
    {
        Meanwhile(block, () => Assert.Equal("hi", _other.Run("ofox hi").Single<ChatCompletion>().Content));

        Assert.Single(_other.Requests);
    }

    [Fact]
    public void A_cassette_refuses_it_too() =>
        Meanwhile("Use-OfoxCassette $args[1] -Mode Auto { $args[0].Invoke() }", () => _other.Try("ofox hi").Fails("OfoxCassetteMiss"));

    [Fact]
    public void A_host_of_many_sessions_can_allow_it()
    {
        AppContext.SetSwitch(Switch, true);

        Meanwhile("Use-OfoxTestResponse 'x' -AllowUnused { $args[0].Invoke() }",
            () => Assert.Equal("hi", _other.Run("ofox hi").Single<ChatCompletion>().Content));
    }

    [Theory]
    [InlineData("Use-OfoxTestResponse 'x' { 1 } -AllowUnused")]
    [InlineData("try { Use-OfoxTestResponse 'x' { throw 'no' } } catch { }")]
    [InlineData("Use-OfoxTestResponse 'x' { 1; 2 } -AllowUnused | Select-Object -First 1")]
    public void After_the_block_all_is_sent_again(string block)
    {
        _test.Run(block);

        Assert.Equal("hi", _other.Run("ofox hi").Single<ChatCompletion>().Content);
        Assert.Equal("hi", _test.Run("ofox hi").Single<ChatCompletion>().Content);
    }

    [Fact]
    public void What_reads_the_output_of_a_block_goes_on_being_sent()
    {
        string[] answers = [.. _test.Run("Use-OfoxTestResponse 'first' { ofox hi } | & { process { $_; ofox again } }")
            .All<ChatCompletion>().Select(static answer => answer.Content!)];

        Assert.Equal(["first", "again"], answers);
    }

    public void Dispose()
    {
        AppContext.SetSwitch(Switch, true);
        _test.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    private void Meanwhile(string block, Action action)
    {
        // A script cannot tell an assertion that fails from an error of its own.
        Exception? failed = null;
        bool ran = false;
        _test.Run($"$invoke, $path = $args; & {{ {block} }} $invoke $path"
            .Replace("$args[0].Invoke()", "$invoke.Invoke()", StringComparison.Ordinal), (Action)Run,
            System.IO.Path.Combine(_folder.Path, "cassette.json")).Succeeded();
        Assert.True(ran);
        if (failed is not null)
        {
            throw new InvalidOperationException(failed.Message, failed);
        }

        void Run()
        {
            ran = true;
            failed = Record.Exception(action);
        }
    }
}
