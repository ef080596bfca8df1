using System;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Gateways;

/// <summary>What other gateways do with a request or an answer.</summary>
public sealed class ForeignHabitTests : EngineTest
{
    [Fact]
    public void A_model_whose_gateway_drops_response_format_costs_one_request_more_for_all_inputs()
    {
        string model = $"openai/gpt-4o?dropformat=true&case={Guid.NewGuid():n}";
        string[] colors =
            [.. Engine.Run($"1..5 | ofox 'a color for' -As @{{ color = [string] }} -MaxRepair 0 -Model '{model}' | ForEach-Object color")
                .All<string>()];

        Assert.Equal(["text", "text", "text", "text", "text"], colors);
        Assert.Equal(6, Engine.Requests.Count);
        Assert.Equal(
            [true, false, false, false, false, false],
            Engine.Requests.Select(static entry => new SentRequest(entry).Has("response_format")));
    }

    [Fact]
    public void A_field_of_the_module_that_a_model_refuses_costs_one_request_more_for_all_inputs()
    {
        string model = $"openai/gpt-4o?refuses=stream_options+max_tokens&case={Guid.NewGuid():n}";
        Engine.Run($"1..2 | ForEach-Object {{ $null = ofox \"n$_\" -Stream -MaxTokens 9 -Model '{model}' 6> $null }}").Succeeded();

        Assert.Equal(
            ["stream_options max_tokens", "max_tokens", "max_completion_tokens", "max_completion_tokens"],
            Engine.Requests.Select(static entry => string.Join(
                " ", new[] { "stream_options", "max_tokens", "max_completion_tokens" }.Where(new SentRequest(entry).Has))));
    }

    [Fact]
    public void A_checkpoint_knows_a_request_whatever_was_learned_meanwhile()
    {
        string model = $"openai/gpt-4o?refuses=max_tokens&case={Guid.NewGuid():n}";
        string script = $"'a', 'b' | ofox 'x' -MaxTokens 9 -ThrottleLimit 1 -Model '{model}' -Checkpoint $file | Out-Null; ";
        Engine.Run($"$file = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()); {script} {script} Remove-Item $file*").Succeeded();

        Assert.Equal(3, Engine.Requests.Count);
    }

    [Fact]
    public void Streamed_chunks_hold_whole_characters()
    {
        string[] texts =
            [.. Engine.Run(
                "Get-OfoxStream 'say: a\U0001F600b\U0001F98A' -Model 'openai/gpt-4o?cut=1&halves=true' | ForEach-Object { \"$_\" }")
                .All<string>()];

        Assert.Equal("a\U0001F600b\U0001F98A", string.Concat(texts));
        Assert.DoesNotContain(texts, static text => text.Any(static c => c == '\uFFFD') || (text.Length == 1 && char.IsSurrogate(text[0])));
    }

    [Fact]
    public void A_tool_gets_its_text_undamaged() => Assert.Equal("\U0001F600", Engine.Run(
        "function Get-Echo { param([string] $Text) $global:seen = $Text }; $null = ofox 'call Get-Echo({\"Text\":\"\U0001F600\"})' "
            + "-Tool Get-Echo -Stream -Model 'openai/gpt-4o?toolchunks=1&halves=true'; $global:seen").Single<string>());

    [Fact]
    public void Chunks_that_are_counted_where_the_place_of_the_answer_belongs_make_one_answer() => Assert.Equal(
        "one two three", Engine.Run("(ofox 'one two three' -Stream -Model 'openai/gpt-4o?countchunks=true').Content").Single<string>());

    [Fact]
    public void Structured_output_with_tools_and_comments_first()
    {
        const string Script =
            "function Get-A { 'x' }; (ofox 'call Get-A({})' -Tool Get-A -As @{ items = [string[]] } -Stream -Model "
                + "'openai/gpt-4o?comments=2&halves=true')";

        Assert.NotNull(Engine.Run(Script).Output.FirstOrDefault());
        Assert.Equal(2, Engine.Requests.Count);
    }

    [Fact]
    public void Role_developer_is_taken()
    {
        Engine.Run("$m = New-OfoxMessage 'Be brief.' -Role developer; ofox 'hi' -Message $m").Succeeded();

        Assert.Equal(
            ["developer", "user"], Engine.Sent.Messages.EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
    }
}
