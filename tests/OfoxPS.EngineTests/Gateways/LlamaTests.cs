using System;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Gateways;

/// <summary>llama.cpp's server, as the gateway plays it: its limits, and the errors that it says in words of its own.</summary>
public sealed class LlamaTests : EngineTest
{
    private const string Tool = "function Get-Alpha([string] $X) { \"ran with '$X'\" }; ";

    private static string At => $"-BaseUri '{TestGateway.Server.BaseUri.Replace("/v1", "/llama/v1", StringComparison.Ordinal)}'";

    [Theory]
    [InlineData("")]
    [InlineData("-Stream 6> $null")]
    public void An_answer_is_read(string stream)
    {
        ChatCompletion answer = Engine.Run($"ofox 'say: one two three' -Model m {At} {stream}").Single<ChatCompletion>();

        Assert.Equal(
            ("one two three", "stop", "stories260K.gguf", 3L),
            (answer.Content, answer.FinishReason, answer.Model, answer.Usage!.CompletionTokens));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Stream 6> $null")]
    public void A_tool_is_called_and_the_conversation_goes_on(string stream)
    {
        ChatCompletion answer = Engine.Run(
            $"{Tool} $r = ofox 'call Get-Alpha({{\"X\":\"a b\"}})' -Tool Get-Alpha -Model m {At} {stream}; $null = $r | ofox 'next' "
                + $"-Model m {At}; $r").Single<ChatCompletion>();

        Assert.Equal("ran with 'a b'", answer.ToolInvocations.Single().Result);
        Assert.Equal(3, Engine.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Stream 6> $null")]
    public void A_call_that_the_limit_has_cut_is_a_cut_answer(string stream)
    {
        Engine.Try($"{Tool} ofox 'call Get-Alpha({{\"X\":\"a long argument\"}})' -Tool Get-Alpha -MaxTokens 2 -Model m {At} {stream}")
            .Fails("OfoxOutputTruncated");

        Assert.Single(Engine.Requests);
    }

    [Fact]
    public void A_history_with_broken_arguments_is_taken()
    {
        Engine.Run($$"""
            $call = [OfoxPS.ChatToolCall]::new('A', 'Get-Alpha', '{"X": ')
            $message = [OfoxPS.ChatMessage]::new('assistant', $null); $message.ToolCalls = $call
            $answer = [OfoxPS.ChatMessage]::new('tool', 'ERROR'); $answer.ToolCallId = 'A'
            ofox 'next' -Message 'q', $message, $answer -Model m {{At}}
            """).Succeeded();
    }

    [Theory]
    [InlineData("-Image 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' -Model m", "image input is not supported")]
    [InlineData("-Tool Get-Alpha -Model m?jinja=false", "requires --jinja")]
    [InlineData("-Model m?context=3", "exceeds the available context size")]
    public void What_it_can_never_do_is_asked_once(string asked, string words)
    {
        Assert.Contains(words, Engine.Try($"{Tool} ofox hi {asked} {At}").Fails("OfoxInvalidRequest").ToString(), StringComparison.Ordinal);

        Assert.Single(Engine.Requests);
    }

    [Fact]
    public void What_it_stumbles_over_is_asked_again()
    {
        Engine.Run($"ofox hi -Model 'm?peg&case={Guid.NewGuid():n}' {At}").Succeeded();

        Assert.Equal(2, Engine.Requests.Count);
    }

    [Fact]
    public void No_input_is_lost_while_the_model_is_loaded()
    {
        EngineResult result = Engine.Run(
            $"(1..6 | ForEach-Object {{ \"n$_\" }} | ofox -ThrottleLimit 4 -Model 'm?loading=3&case={Guid.NewGuid():n}' {At}).Count");

        Assert.Equal(6, result.Single<int>());
        Assert.Equal(9, Engine.Requests.Count);
    }

    [Fact]
    public void A_path_that_is_not_there_is_no_unknown_model() =>
        Engine.Try($"ofox hi -Model m {At.Replace("/llama/v1", "/llama/v2", StringComparison.Ordinal)}").Fails("OfoxEndpointNotFound");

    [Fact]
    public void A_schema_that_is_refused_does_not_take_back_one_that_has_worked()
    {
        string model = $"m?case={Guid.NewGuid():n}";
        Engine.Try($$$"""
            $null = ofox x -As @{ a = [int] } -Model '{{{model}}}' {{{At}}}
            try { $null = ofox x -As '{"$schema":"x","type":"array","minItems":3000,"items":{"type":"integer"}}' -MaxRepair 0 -Model '{{{model}}}' {{{At}}} } catch { }
            $null = ofox x -As @{ a = [int] } -Model '{{{model}}}' {{{At}}}
            """);

        string[] formats =
            [.. Engine.Requests.Select(
                static entry =>
                new SentRequest(entry).Body.TryGetProperty("response_format", out var format) ? format.GetProperty("type").GetString()!
                : "none")];
        Assert.Equal(("json_schema", "json_schema"), (formats[0], formats[^1]));
        Assert.Contains("json_object", formats);
    }

    [Fact]
    public void Tokens_of_several_answers_add_up() => Assert.Equal(
        6L, Engine.Run($"(ofox 'say: one two three' -Model m -ExtraBody @{{ n = 2 }} -Stream {At} 6> $null).Usage.CompletionTokens")
            .Single<long>());

    [Fact]
    public void The_context_of_its_model_is_told() =>
        Assert.Equal(2048L, Engine.Run($"(Get-OfoxModel -Refresh {At}).ContextLength").Single<long>());
}
