using System;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Views;

/// <summary>What a console shows, as text.</summary>
public sealed class ViewTests : EngineTest
{
    private const string Weather = "@{ name = 'get_weather'; parameters = @{ type = 'object'; properties = @{ city = @{ type = 'string' } }; required = @('city') } }";

    [Theory]
    [InlineData("ofox \"one`n`ntwo\"", "one\n\ntwo\n\n  openai/gpt-4o · 2 in, 2 out · ")]
    [InlineData("ofox hi -ExtraBody @{ n = 2 }", "#1: hi\n\n#2: hi (#2)\n\n  openai/gpt-4o · 1 in, 3 out · ")]
    [InlineData("ofox 'get_weather' -Tool " + Weather, "calls get_weather({\"city\":\"text\"})")]
    [InlineData("ofox hi -Model 'openai/gpt-4o?refuse=true'", "Refused: I'm sorry, I can't help with that.")]
    [InlineData("ofox hi -Model fault/500 -Fallback openai/gpt-4o-mini", "  openai/gpt-4o-mini (asked: fault/500) · 1 in, 1 out · ")]
    [InlineData("[OfoxPS.ChatCompletion] @{ Content = 'x'; Model = 'y' }", "x\n\n  y · no finish reason")]
    [InlineData("[OfoxPS.ChatCompletion]::new()", "no finish reason")]
    [InlineData("ofox 'tell me' -Stream", "  openai/gpt-4o · 2 in, 2 out · first word ")]
    [InlineData("New-OfoxMessage 'hello' -Role system", "system\nhello")]
    [InlineData("New-OfoxMessage 'hello' -Name Ann", "user (Ann)\nhello")]
    [InlineData("New-OfoxMessage '21' -Role tool -ToolCallId call_1", "tool (call_1)\n21")]
    [InlineData("New-OfoxMessage 'see' -Image 'https://example.com/a.png'", "user\nsee\n[image https://example.com/a.png]")]
    [InlineData("New-OfoxMessage -Role assistant -ToolCall ([OfoxPS.ChatToolCall]::new('c', 'Get-Date', '{}'))", "assistant\ncalls Get-Date({})")]
    public void An_object_shows_what_matters(string script, string text) =>
        Assert.Contains(text, Shown(script), StringComparison.Ordinal);

    [Fact]
    public void Attempts_are_shown_where_there_was_more_than_one() =>
        Assert.Matches("· 2 attempts · stop", Shown($"ofox hi -Model 'fault/500?times=1&retry_after_ms=1&case={Engine.Key}'"));

    [Fact]
    public void The_text_of_a_stream_is_not_shown_twice() =>
        Assert.Equal(1, Count(Shown("ofox 'unrepeated' -Stream"), "unrepeated"));

    [Fact]
    public void The_chunks_of_a_stream_are_a_table_of_what_each_brought() =>
        Assert.Matches(@"Content +ToolCalls +FinishReason +Usage", Shown("Get-OfoxStream 'one two'"));

    [Fact]
    public void The_configuration_shows_each_value_and_where_it_comes_from()
    {
        string shown = Shown("Get-OfoxConfiguration");

        Assert.Contains($"BaseUri                  : {Engine.Gateway.BaseUri}  (from $env:OFOX_BASE_URL)", shown, StringComparison.Ordinal);
        Assert.Contains("Model                    : openai/gpt-4o  (default)", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_a_stream_begins_on_a_line_of_its_own()
    {
        string shown = Shown("'x' | ofox -Stream -Model 'fault/truncated'");

        Assert.Contains("\nInvoke-OfoxChat:", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void No_view_holds_an_escape_sequence_where_the_host_shows_no_colours() =>
        Assert.DoesNotContain('\u001b', Engine.Show("ofox hi; ofox hi -Stream; New-OfoxMessage hi; Get-OfoxConfiguration; 'x' | ofox -Model fault/400"));

    [Fact]
    public void A_test_of_the_connection_is_a_table_of_steps() =>
        Assert.Matches(@"Step +", Shown("Test-OfoxConnection"));

    [Fact]
    public void A_request_that_would_be_sent_shows_its_head_size_and_body()
    {
        string shown = Shown("ConvertTo-OfoxRequest 'hi' -Image ([byte[]] ((0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A) + [byte[]]::new(200))) -Model a/b");

        Assert.Matches(@"\([0-9]+ bytes, 1 message, 2 parts, 1 image\)\n\(estimate: [0-9]+ input tokens\)\n\{\n  ""model"": ""a/b""", shown);
        Assert.Matches(@"data:image/png;base64,\S+ \([0-9]+ characters\)", shown);
    }

    [Fact]
    public void Tools_are_a_table_of_their_parameters() =>
        Assert.Matches(@"get_weather .*city\*", Shown("New-OfoxTool -Name get_weather -Schema @{ type = 'object'; properties = @{ city = @{ type = 'string' } }; required = @('city') }"));

    [Fact]
    public void The_configuration_shows_the_names_of_headers_and_no_values()
    {
        string shown = Shown("Set-OfoxConfiguration -Header @{ 'X-Team' = 'blue'; 'X-Token' = 'hush' } -Provider @{ order = @('a','b') } -Fallback 'x/y', 'z'; Get-OfoxConfiguration");

        Assert.Matches(@"Header +: X-T(eam, X-Token|oken, X-Team)  ", shown);
        Assert.Matches(@"Provider +: \{""order"":\[""a"",""b""\]\}", shown);
        Assert.Matches("Fallback +: x/y, z", shown);
        Assert.DoesNotContain("blue", shown, StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private string Shown(string script) => string.Join('\n', Engine.Show(script).ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd()));
}
