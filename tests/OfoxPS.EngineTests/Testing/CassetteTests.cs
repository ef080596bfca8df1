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

        EngineResult result = Engine.Run("Use-OfoxCassette $args[0] -Mode Record -Prune -Verbose { ofox two; ofox three }", path).Succeeded();

        Assert.Contains(result.Verbose, static line => line.Contains("1 recordings were removed", System.StringComparison.Ordinal));
        Assert.Equal(["two", "three"], Engine.Run("Use-OfoxCassette $args[0] { ofox two; ofox three }", path).All<ChatCompletion>().Select(static answer => answer.Content));
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
    [InlineData("Replay")]
    [InlineData("Passthrough")]
    public void What_is_not_written_is_not_pruned(string mode)
    {
        string path = Folder.File("x.json");
        Engine.Run("Use-OfoxCassette $args[0] -Mode Record { ofox one }", path).Succeeded();

        Assert.Contains("Record or Auto", Engine.Try("Use-OfoxCassette $args[0] -Prune -Mode $args[1] { }", path, mode).Fails("OfoxInvalidArgument").Exception.Message, System.StringComparison.Ordinal);
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
