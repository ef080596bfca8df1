using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Testing;

/// <summary>Cassettes as scripts use them.</summary>
public sealed class CassetteTests : EngineTest
{
    [Fact]
    public void Recording_anew_can_drop_what_nothing_asks_any_more()
    {
        string path = Folder.File("x.json");
        Engine.Run("Use-OfoxCassette $args[0] -Mode Record { ofox one; ofox two }", path).Succeeded();

        EngineResult result = Engine.Run("Use-OfoxCassette $args[0] -Mode Record -Prune -Verbose { ofox two; ofox three }", path)
            .Succeeded();

        Assert.Contains(result.Verbose, static line => line.Contains("1 recordings were removed", System.StringComparison.Ordinal));
        Assert.Equal(
            ["two", "three"], Engine.Run("Use-OfoxCassette $args[0] { ofox two; ofox three }", path).All<ChatCompletion>()
            .Select(static answer => answer.Content));
        Engine.Try("Use-OfoxCassette $args[0] { ofox one }", path).Fails("OfoxCassetteMiss");
    }

    [Theory]
    [InlineData("{ ofox two; throw 'x' }", "")]
    [InlineData("{ ofox two; 1; 2 }", " | Select-Object -First 2")]
    public void A_block_that_did_not_end_drops_nothing(string block, string further)
    {
        string path = Folder.File("x.json");
        Engine.Run("Use-OfoxCassette $args[0] -Mode Record { ofox one; ofox two }", path).Succeeded();

        Engine.Run($"try {{ Use-OfoxCassette $args[0] -Mode Auto -Prune {block}{further} }} catch {{ }}", path);

        Assert.Equal("one", Engine.Run("Use-OfoxCassette $args[0] { ofox one }", path).Single<ChatCompletion>().Content);
    }

    [Theory]
    [InlineData("& { $WhatIfPreference = $true; Use-OfoxCassette $args[0] -Mode Record -Prune { ofox two } } $args[0]")]
    [InlineData("Use-OfoxCassette $args[0] -Mode Record -Prune { ofox two; ofox one -WhatIf }")]
    [InlineData("Use-OfoxCassette $args[0] -Mode Auto -Prune { ofox two; try { ofox one -MaxTokens abc } catch { } }")]
    [InlineData("Use-OfoxCassette $args[0] -Mode Auto -Prune { ofox two; try { ofox one -Checkpoint x -Stream } catch { } }")]
    [InlineData("Use-OfoxCassette $args[0] -Mode Auto -Prune { ofox two; Get-Item / | ofox -ErrorAction Ignore }")]
    public void What_was_not_asked_keeps_its_recording(string script)
    {
        string path = Folder.File("x.json");
        Engine.Run("Use-OfoxCassette $args[0] -Mode Record { ofox one; ofox two }", path).Succeeded();

        EngineResult result = Engine.Run(script, path);

        Assert.Contains("No recording was removed", Assert.Single(result.Warnings), System.StringComparison.Ordinal);
        Assert.Equal(
            ["one", "two"], Engine.Run("Use-OfoxCassette $args[0] { ofox one; ofox two }", path).All<ChatCompletion>()
            .Select(static answer => answer.Content));
    }

    [Theory]
    [InlineData("Replay")]
    [InlineData("Record")]
    [InlineData("Auto")]
    public void A_word_of_MatchOn_that_names_nothing_is_an_error(string mode)
    {
        string path = Folder.File("x.json");
        Engine.Run("Use-OfoxCassette $args[0] -Mode Record { ofox one -ExtraBody @{ mine = 1 } }", path).Succeeded();
        byte[] before = System.IO.File.ReadAllBytes(path);
        int sent = Engine.Requests.Count;

        Assert.Contains(
            "'Promt'", Engine.Try("Use-OfoxCassette $args[0] -Mode $args[1] -MatchOn Model, Promt { ofox else }", path, mode)
            .Fails("OfoxInvalidArgument").Exception.Message, System.StringComparison.Ordinal);

        Assert.Equal(before, System.IO.File.ReadAllBytes(path));
        Assert.Equal(sent, Engine.Requests.Count);
        Engine.Try("Use-OfoxCassette $args[0] -MatchOn model, Temperature, response_format, MINE { ofox else -ExtraBody @{ mine = 1 } }",
            path).Succeeded();
    }

    [Theory]
    [InlineData("Replay")]
    [InlineData("Passthrough")]
    public void What_is_not_written_is_not_pruned(string mode)
    {
        string path = Folder.File("x.json");
        Engine.Run("Use-OfoxCassette $args[0] -Mode Record { ofox one }", path).Succeeded();

        Assert.Contains(
            "Record or Auto", Engine.Try("Use-OfoxCassette $args[0] -Prune -Mode $args[1] { }", path, mode)
            .Fails("OfoxInvalidArgument").Exception.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_cassette_whose_end_is_missing_answers_with_what_is_whole_and_says_so()
    {
        string path = Folder.File("x.json");
        Engine.Run("Use-OfoxCassette $args[0] -Mode Auto { ofox one; ofox two }", path).Succeeded();
        string text = System.IO.File.ReadAllText(path);
        System.IO.File.WriteAllText(path, text[..^40]);

        EngineResult result = Engine.Run("Use-OfoxCassette $args[0] { ofox one }", path);

        Assert.Equal("one", result.Single<ChatCompletion>().Content);
        Assert.Contains("ends inside a recording", Assert.Single(result.Warnings), System.StringComparison.Ordinal);
    }
}
