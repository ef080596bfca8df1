using System;
using System.Collections.Specialized;
using System.Globalization;
using System.Threading;
using OfoxPS.Shell.Showing;
using Xunit;

namespace OfoxPS.UnitTests.Formatting;

/// <summary>The texts of the views.</summary>
public sealed class ViewTests
{
    [Fact]
    public void An_answer() => Assert.Equal("Hello", CompletionView.AnswerOf(new ChatCompletion { Content = "Hello" }));

    [Fact]
    public void No_answer() => Assert.Equal(string.Empty, CompletionView.AnswerOf(new ChatCompletion()));

    [Fact]
    public void Answers_are_numbered() => Assert.Equal("#1: a\n\n#2: b", CompletionView.AnswerOf(new ChatCompletion
    {
        Choices = [new() { Message = new("assistant", "a") }, new() { Index = 1, Message = new("assistant", "b") }],
    }));

    [Fact]
    public void Calls_and_a_refusal_are_written_out() =>
        Assert.Equal("I look.\nRefused: I can't.\ncalls f({})", MessageView.TextOf(new ChatMessage("assistant", "I look.")
        {
            Refusal = "I can't.",
            ToolCalls = [new("a", "f", "{}")],
        }));

    [Theory]
    [InlineData(null, null, "user")]
    [InlineData("Ada", null, "user (Ada)")]
    [InlineData(null, "call_1", "user (call_1)")]
    public void Who_speaks(string? name, string? call, string text) =>
        Assert.Equal(text, MessageView.Speaker(new ChatMessage("user", "x") { Name = name, ToolCallId = call }, null));

    [Fact]
    public void The_status_of_an_answer() => Assert.Equal(
        "  openai/gpt-4o · 25 in, 150 out · 1.2 s · stop",
        AnswerStatusLine.Of(Completion(), wasLive: false, 120));

    [Fact]
    public void The_status_of_a_streamed_answer() => Assert.Equal(
        "  openai/gpt-4o · 25 in, 150 out · first word 0.4 s, all 1.2 s · stop",
        AnswerStatusLine.Of(Completion(), wasLive: true, 120));

    [Fact]
    public void The_status_names_a_fallback_and_the_attempts()
    {
        ChatCompletion completion = Completion();
        completion.RequestedModel = "asked/model";
        completion.Attempts = 3;

        Assert.Equal(
            "  openai/gpt-4o (asked: asked/model) · 25 in, 150 out · 1.2 s · 3 attempts · stop",
            AnswerStatusLine.Of(completion, wasLive: false, 120));
    }

    [Fact]
    public void The_status_of_what_was_made_by_hand() =>
        Assert.Equal("  model unknown · no finish reason", AnswerStatusLine.Of(new ChatCompletion(), wasLive: false, 120));

    [Theory]
    [InlineData(100, "  openai/gpt-4o (asked: asked/model) · 25 in, 150 out · first word 0.4 s, all 1.2 s · stop")]
    [InlineData(70, "  openai/gpt-4o · 25 in, 150 out · first word 0.4 s, all 1.2 s · stop")]
    [InlineData(60, "  openai/gpt-4o · 25 in, 150 out · 1.2 s · stop")]
    [InlineData(46, "  openai/gpt-4o · 25 in, 150 out · stop")]
    [InlineData(35, "  openai/gpt-4o · 25 in, 150 out\n  stop")]
    [InlineData(10, "  openai/gpt-4o\n  25 in, 150 out\n  stop")]
    public void A_narrow_window_gets_what_matters_most(int width, string line)
    {
        ChatCompletion completion = Completion();
        completion.RequestedModel = "asked/model";

        Assert.Equal(line, AnswerStatusLine.Of(completion, wasLive: true, width));
    }

    [Fact]
    public void A_time_is_written_the_same_in_every_culture()
    {
        CultureInfo before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new CultureInfo("de-DE");

            Assert.Contains("1.2 s", AnswerStatusLine.Of(Completion(), wasLive: false, 120), StringComparison.Ordinal);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("Model", "openai/gpt-4o  (default)")]
    [InlineData("ApiKey", "(none)")]
    [InlineData("BaseUri", "https://api.ofox.ai/v1  (from $env:OFOX_BASE_URL)")]
    [InlineData("TimeoutSeconds", "")]
    [InlineData("Temperature", "0.5  (Set-OfoxConfiguration)")]
    [InlineData("Fallback", "a, b")]
    [InlineData("ConnectionTimeoutSeconds", "1.5")]
    public void A_setting_and_where_it_comes_from(string name, string text) => Assert.Equal(text, ConfigurationView.Setting(
        new OfoxConfiguration
        {
            Model = "openai/gpt-4o",
            BaseUri = new Uri("https://api.ofox.ai/v1"),
            ConnectionTimeoutSeconds = 1.5,
            Other = new OrderedDictionary { ["Temperature"] = 0.5, ["Fallback"] = new[] { "a", "b" } },
            Source = new OrderedDictionary
            {
                ["Model"] = "default",
                ["BaseUri"] = "$env:OFOX_BASE_URL",
                ["Temperature"] = "Set-OfoxConfiguration"
            },
        },
        name));

    private static ChatCompletion Completion() => new()
    {
        Content = "x",
        FinishReason = "stop",
        Model = "openai/gpt-4o",
        RequestedModel = "openai/gpt-4o",
        Usage = new Usage { PromptTokens = 25, CompletionTokens = 150 },
        Duration = TimeSpan.FromSeconds(1.234),
        TimeToFirstToken = TimeSpan.FromSeconds(0.4),
        Attempts = 1,
    };
}
