using System;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Views;

/// <summary>An object among others is a list of what matters, and no dump of its properties.</summary>
public sealed class ListViewTests : EngineTest
{
    [Fact]
    public void An_answer_among_other_objects_shows_its_text_and_what_matters()
    {
        string[] lines = Lines("Get-Command ofox; ofox \"one`ntwo\"");

        Assert.Contains("ContentText      : one", lines);
        Assert.Contains("ModelText        : openai/gpt-4o", lines);
        Assert.Contains("FinishReasonText : stop", lines);
        Assert.DoesNotContain(
            lines, static line =>
            line.StartsWith("Conversation", StringComparison.Ordinal) || line.StartsWith("Choices", StringComparison.Ordinal)
            || line.StartsWith("InputObject", StringComparison.Ordinal));
        Assert.InRange(lines.Length, 5, 12);
    }

    [Theory]
    [InlineData("New-OfoxMessage hello", "ContentText   : hello")]
    [InlineData("Get-OfoxStream hello", "ContentText      : hello")]
    [InlineData("New-OfoxTool ([scriptblock]::Create('param([string] $City)')) -Name weather -Description 'Says it.'",
        "DescriptionText : Says it.")]
    [InlineData("$null = ofox one; Get-OfoxConversation", "MessagesText : ")]
    [InlineData("Use-OfoxTestResponse 'x' { $null = ofox hello }; Get-OfoxTestRequest", "PromptText : hello")]
    [InlineData("Get-OfoxModel openai/gpt-4o -Refresh", "InputPrice              : ")]
    [InlineData("Test-OfoxConnection", "ResultText  : Passed")]
    public void So_do_the_others(string script, string line) =>
        Assert.Contains(Lines("Get-Command ofox; " + script), shown => shown.StartsWith(line, StringComparison.Ordinal));

    [Fact]
    public void Answers_that_were_shown_while_they_came_stand_apart()
    {
        string[] lines = Engine.Show("'one', 'two', 'three' | ofox -Stream").ReplaceLineEndings("\n").Split('\n');

        int[] texts = [.. new[] { "one", "two", "three" }.Select(text => Array.IndexOf(lines, text))];
        Assert.All(texts, at => Assert.Equal("", lines[at + 1].Trim()));
        Assert.All(texts, at => Assert.StartsWith("  openai/gpt-4o", lines[at + 2], StringComparison.Ordinal));
        Assert.All(texts, at => Assert.Equal("", lines[at + 3].Trim()));
        Assert.Equal([texts[0], texts[0] + 4, texts[0] + 8], texts);
    }

    private string[] Lines(string script) =>
        [.. Engine.Show(script).ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd())
            .Where(static line => line.Length > 0)];
}
