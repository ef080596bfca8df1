using System;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Views;

public sealed class CompletionViewTests : EngineTest
{
    [Fact]
    public void A_completion_shows_its_text_and_a_line_of_facts()
    {
        string shown = Engine.Show("ofox 'why is the sky blue?' -Model openai/gpt-4o");

        Assert.Contains("why is the sky blue?", shown, StringComparison.Ordinal);
        Assert.Matches(@"openai/gpt-4o · \d+ in, \d+ out · .*stop", shown);
    }

    [Fact]
    public void An_error_shows_what_happened_and_what_to_do()
    {
        string shown = Engine.Show("'x' | ofox 'hi' -Model fault/429 -MaximumRetryCount 0");

        Assert.Contains("Rate limit exceeded", shown, StringComparison.Ordinal);
        Assert.Contains("Recommendation:", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_completes_the_names_of_parameters() =>
        Assert.Contains(Engine.Complete("ofox hi -Temp"), static completion => completion.CompletionText == "-Temperature");
}
