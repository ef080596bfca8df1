using System.Collections.Specialized;
using System.Linq;
using Xunit;

namespace OfoxPS.UnitTests.Model;

/// <summary>What users hold.</summary>
public sealed class ModelTests
{
    [Fact]
    public void An_empty_completion_has_nothing()
    {
        ChatCompletion completion = new();

        Assert.Equal(
            (null, null, null, null, null, ""),
            (completion.Content, completion.Message, completion.FinishReason, completion.Refusal, completion.Reasoning, $"{completion}"));
        Assert.Empty(completion.ToolCalls);
        Assert.Empty(completion.Conversation);
    }

    [Fact]
    public void A_completion_may_lose_its_message()
    {
        ChatCompletion completion = new() { Content = "x" };

        completion.Message = null;

        Assert.Equal((null, "assistant"), (completion.Content, completion.Message!.Role));
    }

    [Fact]
    public void A_completion_speaks_with_its_first_answer()
    {
        ChatCompletion completion = new()
        {
            Choices =
            [new() { Message = new("assistant", "a") { Refusal = "r" } }, new() { Index = 1, Message = new("assistant", "b") }]
        };

        Assert.Equal(("a", "r", "b"), (completion.ToString(), completion.Refusal, completion.Choices[1].ToString()));
    }

    [Theory]
    [InlineData("reasoning_content", "hm")]
    [InlineData("reasoning", "hm")]
    [InlineData("thoughts", null)]
    public void Reasoning_has_two_names(string field, string? reasoning)
    {
        ChatMessage message = new("assistant", "x") { AdditionalProperties = { [field] = "hm" } };
        ChatDelta delta = new() { AdditionalProperties = { [field] = "hm" } };

        Assert.Equal((reasoning, reasoning), (message.Reasoning, delta.Reasoning));
        Assert.Equal(reasoning, new ChatCompletion { Message = message }.Reasoning);
    }

    [Fact]
    public void Reasoning_of_another_type_is_none() =>
        Assert.Null(new ChatMessage { AdditionalProperties = { ["reasoning"] = new OrderedDictionary() } }.Reasoning);

    [Fact]
    public void A_message_begins_as_the_users() =>
        Assert.Equal(("user", null, ""), (new ChatMessage().Role, new ChatMessage().Content, new ChatMessage().ToString()));

    [Fact]
    public void A_message_of_parts_reads_as_its_text()
    {
        ChatMessage message = new("user", null)
        {
            Content = new[] { ChatContentPart.FromText("a"), ChatContentPart.FromImageUrl("u"), ChatContentPart.FromText("b") },
        };

        Assert.Equal("ab", message.ToString());
        Assert.Equal(["a", "[image u]", "b"], message.Parts.Select(static part => part.ToString()));
    }

    [Theory]
    [InlineData("text", 1)]
    [InlineData(null, 0)]
    [InlineData(42, 1)]
    public void A_message_has_parts_whatever_its_content(object? content, int parts)
    {
        ChatMessage message = new() { Content = content };

        Assert.Equal(parts, message.Parts.Count);
        Assert.Equal(content?.ToString() ?? string.Empty, message.ToString());
    }

    [Fact]
    public void A_part_says_what_it_is()
    {
        Assert.Equal("words", ChatContentPart.FromText("words").ToString());
        Assert.Equal("[image https://x/y.png]", ChatContentPart.FromImageUrl("https://x/y.png", "low").ToString());
        Assert.Equal("[input_audio]", new ChatContentPart { Type = "input_audio" }.ToString());
        Assert.Equal(string.Empty, new ChatContentPart().ToString());
    }

    [Fact]
    public void A_call_reads_as_it_would_be_written() => Assert.Equal("f({\"a\":1})", new ChatToolCall("id", "f", "{\"a\":1}").ToString());

    [Fact]
    public void The_arguments_of_a_call_are_parsed()
    {
        OrderedDictionary arguments = new ChatToolCall("id", "f", """{"b":[1,2.5],"a":{"c":null}}""").Arguments!;

        Assert.Equal(["b", "a"], arguments.Keys.Cast<string>());
        Assert.Equal([1L, 2.5], Assert.IsType<object?[]>(arguments["b"]));
    }

    [Fact]
    public void A_chunk_reads_as_its_text()
    {
        ChatChunk chunk = new() { Choices = [new() { Delta = new() { Content = "a" }, FinishReason = "stop" }] };

        Assert.Equal(
            ("a", "a", "stop", "a", "a"),
            (chunk.ToString(), chunk.Content, chunk.FinishReason, chunk.Choices[0].ToString(), chunk.Choices[0].Delta.ToString()));
        Assert.Equal(("", null, null), (new ChatChunk().ToString(), new ChatChunk().Content, new ChatChunk().FinishReason));
    }

    [Fact]
    public void A_chunk_of_the_second_answer_is_not_the_text_of_the_first()
    {
        ChatChunk chunk = new() { Choices = [new() { Index = 1, Delta = new() { Content = "B" }, FinishReason = "stop" }] };

        Assert.Equal((null, null, ""), (chunk.Content, chunk.FinishReason, chunk.ToString()));
    }

    [Fact]
    public void A_chunk_with_the_second_answer_first_reads_as_the_first()
    {
        ChatChunk chunk =
            new() { Choices = [new() { Index = 1, Delta = new() { Content = "B" } }, new() { Delta = new() { Content = "A" } }] };

        Assert.Equal("A", chunk.ToString());
    }

    [Fact]
    public void A_piece_of_a_call_reads_as_its_arguments() =>
        Assert.Equal("{}", new ChatToolCallDelta { ArgumentsJson = "{}" } + "" + new ChatToolCallDelta());

    [Theory]
    [InlineData(3L, 4L, "3 in, 4 out")]
    [InlineData(null, 4L, "? in, 4 out")]
    [InlineData(1234567L, null, "1234567 in, ? out")]
    public void A_usage_reads_in_and_out(long? prompt, long? completion, string text) =>
        Assert.Equal(text, new Usage { PromptTokens = prompt, CompletionTokens = completion }.ToString());
}
