using System.Text.Json;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Tools;

/// <summary>Tools in the API's words, as hashtables.</summary>
public sealed class HandwrittenToolTests : EngineTest
{
    [Fact]
    public void A_tool_may_stand_alone_or_in_a_function_and_keeps_the_fields_nobody_knows()
    {
        Engine.Run("ofox hi -Tool @{ type = 'function'; x = 1; function = @{ name = 'a'; description = 'Does.'; strict = $false; parameters = '{\"type\":\"object\"}'; y = 2 } }, @{ name = 'b'; schema = @{ type = 'object' } }, @{ name = 'c'; parameters = $null }").Succeeded();

        JsonElement tools = Engine.Sent.Body.GetProperty("tools");
        Assert.Equal(1, tools[0].GetProperty("x").GetInt32());
        JsonElement function = tools[0].GetProperty("function");
        Assert.Equal(("a", "Does.", false, 2), (function.GetProperty("name").GetString(), function.GetProperty("description").GetString(), function.GetProperty("strict").GetBoolean(), function.GetProperty("y").GetInt32()));
        Assert.Equal("object", function.GetProperty("parameters").GetProperty("type").GetString());
        Assert.Equal("object", tools[1].GetProperty("function").GetProperty("parameters").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("@{ description = 'x' }", "it needs a name")]
    [InlineData("@{ name = 5 }", "'name' is not a string")]
    [InlineData("@{ name = 'a'; description = 5 }", "'description' is not a string")]
    [InlineData("@{ name = 'a'; parameters = 5 }", "'parameters' is not an object")]
    [InlineData("@{ name = 'a'; parameters = '[1]' }", "'parameters' is not a JSON object")]
    [InlineData("@{ name = 'a'; strict = 'yes' }", "'strict' is neither true nor false")]
    [InlineData("@{ function = 5 }", "'function' is not an object")]
    [InlineData("5", "parameter 'Tool'")]
    [InlineData("'Get-NoSuchCommand'", "Get-NoSuchCommand")]
    public void A_tool_that_is_none_is_refused_with_what_is_wrong(string tool, string words) =>
        IsRefusedUnsent($"ofox hi -Tool {tool}", words);
}
