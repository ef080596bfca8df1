using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Catalog;

/// <summary>Counts of tokens that contradict each other.</summary>
public sealed class TokenCountTests : EngineTest
{
    [Fact]
    public void Counts_that_do_not_make_their_total_are_told_of_once()
    {
        EngineResult result = Engine.Run(
            "$odd = New-OfoxTestResponse 'x' -Usage @{ PromptTokens = 10; CompletionTokens = 5; TotalTokens = 40 }; "
            + "Use-OfoxTestResponse $odd, $odd { 'a', 'b' | ofox 'q' }");

        Assert.Equal(2, result.All<ChatCompletion>().Count);
        Assert.Contains("do not make its total", Assert.Single(result.Warnings), System.StringComparison.Ordinal);
    }
}
