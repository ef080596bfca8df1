using System;
using System.IO;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Files;

/// <summary>Paths in environment variables begin where the session is, or at home.</summary>
[Collection(ProcessState.Name)]
public sealed class EnvironmentPathTests : EngineTest, IDisposable
{
    private readonly EnvironmentVariables _environment = new();

    [Fact]
    public void A_relative_path_begins_at_the_location_of_the_session()
    {
        _environment["OFOX_CACHE"] = "cache";
        _environment["OFOX_LOG"] = "logs/log.jsonl";

        Engine.Run("Set-Location $args[0]; $null = Get-OfoxModel; $null = ofox hi; Set-Location /", Folder.Path).Succeeded();

        Assert.Single(Directory.GetFiles(Folder.File("cache")));
        Assert.True(File.Exists(Folder.File("logs/log.jsonl")));
    }

    [Theory]
    [InlineData("nodrive:x.json")]
    [InlineData("env:PATH")]
    public void A_cassette_that_is_in_no_file_system_is_an_error_of_ours(string path)
    {
        _environment["OFOX_CASSETTE"] = path;

        Engine.Try("ofox hi").Fails("OfoxInvalidArgument");
    }

    [Fact]
    public void A_tilde_is_the_home_directory()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _environment["HOME"] = Folder.Path;
        _environment["OFOX_CACHE"] = "~/mine";

        Engine.Run("$null = Get-OfoxModel").Succeeded();

        Assert.Single(Directory.GetFiles(Folder.File("mine")));
    }

    void IDisposable.Dispose()
    {
        _environment.Dispose();
        Dispose();
    }
}
