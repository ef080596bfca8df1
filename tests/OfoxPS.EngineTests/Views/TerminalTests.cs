using System;
using System.Linq;
using System.Threading.Tasks;
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

        // PowerShell's own formatting repeats the sequences of earlier lines, which changes nothing.
        Assert.Contains($"A {Escape}1msmall{Escape}0m fox lived at the edge", shown, StringComparison.Ordinal);
        Assert.Contains("of a quiet forest, and it was", shown, StringComparison.Ordinal);
        Assert.Contains($"{Escape}36mquick{Escape}0m.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Lines(shown), static line => line.Contains("edge of", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    [InlineData("OFOX_MARKDOWN", "0")]
    public void Without_styles_it_is_only_wrapped(string variable, string value)
    {
        using EnvironmentVariables set = new() { [variable] = value };

        Assert.Equal(
            ["A **small** fox lived at the", "edge of a quiet forest, and", "it was `quick`."],
            Lines(_engine.Show("ofox $args[0] -Stream", Prose))[..3]);
        Assert.Contains("edge of a quiet forest, and", Lines(_engine.Show("ofox $args[0]", Prose)));
    }

    [Theory]
    [InlineData("Set-OfoxConfiguration -Markdown $false")]
    [InlineData("$PSStyle.OutputRendering = 'PlainText'")]
    public void Styles_can_be_turned_off(string script)
    {
        // $PSStyle is one for the process.
        string shown = _engine.Show("try { " + script + "; ofox $args[0] -Stream } finally { $PSStyle.OutputRendering = 'Host' }", Prose);

        Assert.Contains("A **small** fox lived at the", Lines(shown));
    }

    [Theory]
    [InlineData("ofox $args[0]")]
    [InlineData("ofox $args[0] -Stream")]
    public void A_line_of_code_and_a_long_word_are_not_broken(string script)
    {
        const string Code = "Get-ChildItem -Path /var/log -Recurse | Where-Object Length -gt 1MB";
        const string Address = "https://example.org/a/path/that/is/longer/than/the/window";

        string shown = _engine.Show(script, $"Run\n```\n{Code}\n```\nor see {Address} for more of it");
        Assert.Contains(Code, shown, StringComparison.Ordinal);
        Assert.Contains(Address, shown, StringComparison.Ordinal);
        Assert.Contains("· stop", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_was_stopped_ends_with_a_line_that_says_how_to_go_on()
    {
        RunningScript script = _engine.Start("ofox hi -Stream -Model 'openai/gpt-4o?chunks=20&hold=8'");
        while (!_engine.HostText.Contains("word2", StringComparison.Ordinal))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await script.StopAsync();
        Assert.Matches(@"word2[^\n]*(\n[^\n]+)*\n\n  \x1b\[2minterrupted · ofox '...' -Continue goes on\x1b\[22m\n$", _engine.HostText);
    }

    [Fact]
    public async Task A_server_that_is_silent_in_the_middle_leaves_a_mark_that_goes_away()
    {
        const string Mark = "\u001b7\u001b[2m…\u001b[22m";
        RunningScript script = _engine.Start("ofox hi -Stream -Model 'openai/gpt-4o?chunks=20&hold=8' | Out-Null");
        SentRequest sent = await _engine.WaitForAsync(static entry => entry.ChunksSent >= 8);
        while (!_engine.HostText.Contains(Mark, StringComparison.Ordinal))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        sent.Release();
        EngineResult result = await script.Result;
        Assert.Contains(Mark + "\u001b8\u001b[K", _engine.HostText, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Information, static record => $"{record}".Contains('…', StringComparison.Ordinal));
    }

    [Fact]
    public void A_setting_wins_over_the_environment()
    {
        using EnvironmentVariables set = new() { ["OFOX_MARKDOWN"] = "0" };

        Assert.Contains(
            Escape + "1msmall", _engine.Show("Set-OfoxConfiguration -Markdown $true; ofox $args[0] -Stream", Prose),
            StringComparison.Ordinal);
        Assert.False(_engine.Run("Set-OfoxConfiguration -Markdown $null; Get-OfoxConfiguration").Single<OfoxConfiguration>().Markdown);
    }

    [Fact]
    public void The_records_hold_what_the_model_wrote()
    {
        EngineResult result = _engine.Run("ofox $args[0] -Stream", Prose);

        Assert.Equal(Prose, string.Concat(result.Information.Select(static record => record.ToString())).TrimEnd());
        Assert.Equal(Prose, result.Single<ChatCompletion>().Content);
        Assert.Equal(
            Prose, string.Concat(_engine.Run("$null = ofox $args[0] -Stream -InformationVariable r; $r.MessageData.Message", Prose).Output)
            .TrimEnd());
    }

    [Fact]
    public void The_last_word_and_the_end_of_its_line_are_one_record()
    {
        EngineResult result = _engine.Run("Use-OfoxTestResponse (New-OfoxTestResponse -Chunk 'one', ' two') { ofox hi -Stream }");

        Assert.Equal(["one", " two", ""], result.Information.Select(static record => record.ToString()));
        Assert.Equal("one two", Lines(result.HostText)[0]);
    }

    [Fact]
    public void One_event_of_any_length_is_shown_in_steps_between_which_the_pipeline_can_be_stopped()
    {
        EngineResult result = _engine.Run(
            "Use-OfoxTestResponse (New-OfoxTestResponse -Chunk $args[0]) { ofox hi -Stream }", "|" + new string('a', 1_000_000));

        Assert.All(result.Information, static record => Assert.InRange(record.ToString().Length, 0, 4096));
        Assert.InRange(result.Information.Count, 1_000_000 / 4096, 1000);
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
    public void A_conversation_is_wrapped_between_words_and_only_the_model_speaks_Markdown()
    {
        string shown = _engine.Show("$null = ofox $args[0]; Get-OfoxConversation", Prose);

        // PowerShell's own formatting puts sequences around each line.
        Assert.Matches(@"A \*\*small\*\* fox lived at the\S*\r?\n", shown);
        Assert.Contains($"A {Escape}1msmall{Escape}0m fox lived at the edge", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_status_gives_way_to_a_narrow_window()
    {
        _engine.HasColors = false;
        _engine.Columns = 45;

        string shown = _engine.Show("ofox hi -Stream -Model fault/500 -Fallback openai/gpt-4o");

        Assert.Matches(@"(?m)^  openai/gpt-4o · 1 in, 1 out · \d+\.\d s · stop\r?$", shown);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _environment.Dispose();
    }

    private static string[] Lines(string text) =>
        [.. text.Replace("\r", string.Empty, StringComparison.Ordinal).Split('\n').Select(static line => line.TrimEnd())];
}
