using System;
using System.Linq;
using OfoxPS.Core.Answers;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Completions from chunks.</summary>
public sealed class AssemblyTests
{
    [Fact]
    public void Nothing_came()
    {
        CompletionAssembler answer = new(new AnswerLimits());

        Assert.True(answer.Empty);
        Assert.False(answer.Finished);
        Assert.Empty(answer.ToCompletion(Ask.Plain).Choices);
    }

    [Fact]
    public void Finished_is_when_every_answer_that_began_has_ended()
    {
        CompletionAssembler answer = new(new AnswerLimits());
        bool[] finished = [.. new[] { Chunk(Text(0, "a")), Chunk(Text(1, "b")), Chunk(End(0)), Chunk(End(1)) }.Select(chunk =>
        {
            answer.Add(chunk);
            return answer.Finished;
        })];

        Assert.Equal([false, false, false, true], finished);
    }

    [Fact]
    public void Answers_come_in_the_order_of_their_indices()
    {
        ChatCompletion completion = Assemble(Chunk(Text(2, "c"), Text(0, "a")), Chunk(Text(1, "b"), Text(0, "A")));

        Assert.Equal(["aA", "b", "c"], completion.Choices.Select(static choice => choice.ToString()));
        Assert.Equal([0, 1, 2], completion.Choices.Select(static choice => choice.Index));
    }

    [Fact]
    public void The_conversation_is_what_was_asked_and_the_first_answer()
    {
        ChatCompletion completion = Assemble(Chunk(Text(1, "b"), Text(0, "a")));

        Assert.Equal(["hi", "a"], completion.Conversation.Select(static message => message.ToString()));
        Assert.Same(completion.Message, completion.Conversation[1]);
        Assert.True(completion.Message!.Received);
    }

    [Theory]
    [InlineData(null, null, "asked/model")]
    [InlineData("", "", "asked/model")]
    [InlineData("", "m", "m")]
    [InlineData("m", "", "m")]
    [InlineData("m", "n", "n")]
    public void The_model_is_the_last_that_was_named(string? first, string? second, string model)
    {
        ChatCompletion completion = Assemble(new ChatChunk { Model = first, Choices = [Text(0, "a")] }, new ChatChunk { Model = second });

        Assert.Equal((model, "asked/model"), (completion.Model, completion.RequestedModel));
    }

    [Fact]
    public void The_id_and_the_time_are_the_first_that_were_named()
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(1700000000);

        ChatCompletion completion = Assemble(
            new ChatChunk { Id = "" }, new ChatChunk { Id = "c1", Created = time }, new ChatChunk { Id = "c2", Created = time.AddDays(1) });

        Assert.Equal(("c1", time), (completion.Id, completion.Created));
    }

    [Fact]
    public void The_usage_is_the_last_that_was_told()
    {
        ChatCompletion completion = Assemble(
            new ChatChunk { Usage = new Usage { PromptTokens = 1 } }, new ChatChunk { Usage = new Usage { PromptTokens = 2 } },
            new ChatChunk());

        Assert.Equal(2, completion.Usage!.PromptTokens);
    }

    [Theory]
    [InlineData("a", null, null, "a")]
    [InlineData("", null, null, "")]
    [InlineData(null, null, null, null)]
    [InlineData("a", "", "b", "ab")]
    public void Text_is_joined_and_no_text_is_none(string? first, string? second, string? third, string? text) => Assert.Equal(
        text, Assemble([.. new[] { first, second, third }.Select(static piece => Chunk(Text(0, piece)))]).Message!.Content);

    [Fact]
    public void No_text_beside_calls_is_none() => Assert.Null(
        Assemble(Chunk(Text(0, "")),
            Chunk(new ChatChunkChoice { Delta = new ChatDelta { ToolCalls = [new ChatToolCallDelta { Id = "a" }] } })).Message!.Content);

    [Fact]
    public void Text_around_a_part_that_is_none_keeps_its_place()
    {
        ChatContentPart image = ChatContentPart.FromImageUrl("u");
        ChatDelta parts = new() { Content = "two", Parts = [ChatContentPart.FromText("two"), image] };

        ChatCompletion completion = Assemble(
            Chunk(Text(0, "one ")), Chunk(new ChatChunkChoice { Delta = parts }), Chunk(Text(0, " three")), Chunk(Text(0, " four")));

        Assert.Equal("one two three four", completion.Content);
        Assert.Equal("one two|[image u]| three four", string.Join('|', Assert.IsType<ChatContentPart[]>(completion.Message!.Content)
            .Aggregate(Array.Empty<string>(), static (all, part) => part.Type == "text" && all.Length > 0 && all[^1][0] != '['
                ? [.. all.Take(all.Length - 1), all[^1] + part]
                : [.. all, part.ToString()])));
    }

    [Theory]
    [InlineData("content", true)]
    [InlineData("refusal", true)]
    [InlineData("reasoning", true)]
    [InlineData("call", true)]
    [InlineData("role", false)]
    [InlineData("empty", false)]
    [InlineData("finish", false)]
    public void The_first_token_is_something_to_see(string what, bool token)
    {
        ChatDelta delta = new()
        {
            Role = what == "role" ? "assistant" : null,
            Content = what == "content" ? "x" : what == "empty" ? "" : null,
            Refusal = what == "refusal" ? "x" : null,
            ToolCalls = what == "call" ? [new ChatToolCallDelta { Id = "a" }] : [],
        };
        if (what == "reasoning")
        {
            delta.AdditionalProperties["reasoning_content"] = "x";
        }

        Assert.Equal(
            token, CompletionAssembler.HasToken(
            Chunk(new ChatChunkChoice { Delta = delta, FinishReason = what == "finish" ? "stop" : null })));
    }

    private static ChatChunkChoice Text(int index, string? text) => new() { Index = index, Delta = new ChatDelta { Content = text } };

    private static ChatChunkChoice End(int index) => new() { Index = index, FinishReason = "stop" };

    [Theory]
    [InlineData("He|llo||", "Hello")]
    [InlineData("He|llo| you|Hello you", "Hello you")]
    [InlineData("Hel|Hello|Hello you|", "Hello you")]
    public void Messages_in_pieces_and_messages_so_far_show_the_same_text_once(string messages, string text)
    {
        foreach (bool keepText in new[] { true, false })
        {
            CompletionAssembler answer = new(new AnswerLimits(), keepText: keepText);
            string shown = string.Empty;
            foreach (string message in messages.Split('|'))
            {
                ChatChunk chunk = Chunk(new ChatChunkChoice { Delta = new ChatDelta { Content = message }, IsComplete = true });
                answer.Add(chunk);
                shown += chunk.Choices[0].Delta.Content;
            }

            Assert.Equal(text, shown);
            Assert.True(!keepText || answer.ToCompletion(Ask.Plain).Content == text);
        }
    }

    private static ChatChunk Chunk(params ChatChunkChoice[] choices) => new() { Choices = choices };

    private static ChatCompletion Assemble(params ChatChunk[] chunks)
    {
        CompletionAssembler answer = new(new AnswerLimits());
        foreach (ChatChunk chunk in chunks)
        {
            answer.Add(chunk);
        }

        return answer.ToCompletion(Ask.Plain);
    }
}
