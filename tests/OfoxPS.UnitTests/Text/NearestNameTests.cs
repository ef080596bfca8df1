using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Text;

/// <summary>Which name is meant by a misspelt one.</summary>
public sealed class NearestNameTests
{
    private static readonly string[] Models = ["openai/gpt-4o", "openai/gpt-4o-mini", "anthropic/claude-sonnet-4.5", "meta/llama-3.3"];

    [Theory]
    [InlineData("gpt-4o", "openai/gpt-4o")]
    [InlineData("openai/gpt4o", "openai/gpt-4o")]
    [InlineData("OpenAI/GPT-4o", "openai/gpt-4o")]
    [InlineData("gpt4o-mini", "openai/gpt-4o-mini")]
    [InlineData("claude-sonet-4.5", "anthropic/claude-sonnet-4.5")]
    [InlineData("openai/gpt-4o", null)]
    [InlineData("llama", null)]
    [InlineData("x/y", null)]
    [InlineData("", null)]
    public void A_model_is_found_without_its_owner_in_another_case_and_with_errors(string written, string? nearest) =>
        Assert.Equal(nearest, NearestName.Of(written, Models));

    [Theory]
    [InlineData("Modle", "Model")]
    [InlineData("Temprature", "Temperature")]
    [InlineData("Max-Tokens", "MaxTokens")]
    [InlineData("Seed", null)]
    [InlineData("no", null)]
    public void A_parameter_is_found_with_letters_exchanged_added_and_left_out(string written, string? nearest) =>
        Assert.Equal(nearest, NearestName.Of(written, ["Message", "Model", "Temperature", "MaxTokens", "Tool"]));
}
