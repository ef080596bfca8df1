using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Tools;

/// <summary>Tools in the API's words, as hashtables.</summary>
public sealed class HandwrittenToolTests : EngineTest
{
    [Theory]
    [InlineData("@{ description = 'x' }", "it needs a name")]
    [InlineData("@{ name = 5 }", "'name' is not a string")]
    [InlineData("@{ name = 'a'; description = 5 }", "'description' is not a string")]
    [InlineData("@{ name = 'a'; parameters = 5 }", "'parameters' is not an object")]
    [InlineData("@{ name = 'a'; parameters = '[1]' }", "'parameters' is not a JSON object")]
    [InlineData("@{ name = 'a'; strict = 'yes' }", "'strict' is neither true nor false")]
    [InlineData("@{ function = 5 }", "'function' is not an object")]
    [InlineData("@{ name = 'a b' }", "letters without accents, digits, _ and -")]
    [InlineData("@{ type = 'function'; function = @{ name = 'größe' } }", "letters without accents, digits, _ and -")]
    [InlineData("([OfoxPS.ChatTool]@{ Name = 'a b' })", "1 to 64 letters")]
    [InlineData("5", "parameter 'Tool'")]
    [InlineData("'Get-NoSuchCommand'", "Get-NoSuchCommand")]
    public void A_tool_that_is_none_is_refused_with_what_is_wrong(string tool, string words) =>
        IsRefusedUnsent($"ofox hi -Tool {tool}", words);
}
