using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Views;

/// <summary>What a person sees on a terminal, and what everybody else gets of it.</summary>
[Collection(ProcessState.Name)]
public sealed class TerminalTests : IDisposable
{
    private const string Prose = "A **small** fox lived at the edge of a quiet forest, and it was `quick`.";

    private const string Escape = "\u001b[";

    private readonly EnvironmentVariables _environment = new() { ["NO_COLOR"] = null, ["TERM"] = "xterm", ["OFOX_MARKDOWN"] = null };
    private readonly Engine _engine = new() { Columns = 30, HasColors = true };

    [Theory]
    [InlineData("ofox $args[0] -Stream")]
    [InlineData("ofox $args[0]")]
    public void Text_is_wrapped_between_words_and_styled(string script)
    {
        string shown = _engine.Show(script, Prose);

        Assert.Contains($"A {Escape}1msmall{Escape}0m fox lived at the", Lines(shown));
        Assert.Contains("edge of a quiet forest, and", Lines(shown));
        Assert.Contains($"it was {Escape}36mquick{Escape}0m.", Lines(shown));
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    [InlineData("OFOX_MARKDOWN", "0")]
    public void Without_styles_it_is_only_wrapped(string variable, string value)
    {
        using EnvironmentVariables set = new() { [variable] = value };

        Assert.Equal(["A **small** fox lived at the", "edge of a quiet forest, and", "it was `quick`."], Lines(_engine.Show("ofox $args[0] -Stream", Prose))[..3]);
        Assert.Contains("edge of a quiet forest, and", Lines(_engine.Show("ofox $args[0]", Prose)));
    }

    [Theory]
    [InlineData("Set-OfoxConfiguration -Markdown $false")]
    [InlineData("$PSStyle.OutputRendering = 'PlainText'")]
    public void Styles_can_be_turned_off(string script) =>
        Assert.Contains("A **small** fox lived at the", Lines(_engine.Show(script + "; ofox $args[0] -Stream", Prose)));

    [Fact]
    public void A_setting_wins_over_the_environment()
    {
        using EnvironmentVariables set = new() { ["OFOX_MARKDOWN"] = "0" };

        Assert.Contains(Escape + "1msmall", _engine.Show("Set-OfoxConfiguration -Markdown $true; ofox $args[0] -Stream", Prose), StringComparison.Ordinal);
        Assert.False(_engine.Run("Set-OfoxConfiguration -Markdown $null; Get-OfoxConfiguration").Single<OfoxConfiguration>().Markdown);
    }

    [Fact]
    public void The_records_hold_what_the_model_wrote()
    {
        EngineResult result = _engine.Run("ofox $args[0] -Stream", Prose);

        Assert.Equal(Prose, string.Concat(result.Information.Select(static record => record.ToString())).TrimEnd());
        Assert.Equal(Prose, result.Single<ChatCompletion>().Content);
        Assert.Equal(Prose, string.Concat(_engine.Run("$null = ofox $args[0] -Stream -InformationVariable r; $r.MessageData.Message", Prose).Output).TrimEnd());
    }

    [Theory]
    [InlineData("ofox $args[0] -Stream | Out-String")]
    [InlineData("ofox $args[0] | Out-String")]
    [InlineData("$r = ofox $args[0] -Stream; $r | Out-String")]
    [InlineData("$r = ofox $args[0] -Stream 6>&1 | Out-String; $r")]
    public void Whoever_takes_the_text_gets_it_as_it_is(string script)
    {
        string text = _engine.Run("$PSStyle.OutputRendering = 'Ansi'; " + script, Prose).Text;

        Assert.Contains(Prose, text.Replace("\r", string.Empty, StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Escape + "1m", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_redirection_gets_the_answer_that_was_streamed()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a.txt");

        _engine.Show($"ofox 'hello there' -Stream > '{path}'");
        Assert.Contains("hello there", File.ReadAllLines(path));
    }

    [Theory]
    [InlineData("ofox 'hello there' -Stream", 1)]
    [InlineData("function Ask { ofox 'hello there' -Stream }; Ask", 1)]
    [InlineData("$r = ofox 'hello there' -Stream; $r", 2)]
    [InlineData("$r = ofox 'hello there' -Stream 6> $null; $r", 1)]
    [InlineData("ofox 'hello there' -Stream 6> $null", 1)]
    [InlineData("ofox 'hello there' -Stream -InformationAction Ignore", 1)]
    public void The_text_is_shown_again_only_where_it_does_not_stand_above(string script, int times)
    {
        string shown = _engine.Show(script);

        Assert.Equal(times, shown.Split("hello there").Length - 1);
        Assert.Equal(1, shown.Split("2 in, 2 out").Length - 1);
    }

    [Fact]
    public void The_status_gives_way_to_a_narrow_window()
    {
        _engine.HasColors = false;
        _engine.Columns = 45;

        Assert.Contains("  openai/gpt-4o · 1 in, 1 out · stop", Lines(_engine.Show("ofox hi -Stream -Model 'openai/gpt-4o?x=a-long-name-that-is-asked'")));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _environment.Dispose();
    }

    private static string[] Lines(string text) => [.. text.Replace("\r", string.Empty, StringComparison.Ordinal).Split('\n').Select(static line => line.TrimEnd())];
}
