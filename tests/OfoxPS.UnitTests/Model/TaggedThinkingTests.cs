using System;
using System.Linq;
using System.Text;
using Xunit;

namespace OfoxPS.UnitTests.Model;

/// <summary>Thinking at the beginning of a text: a text in pieces splits as the whole does.</summary>
public sealed class TaggedThinkingTests
{
    private static readonly string[] Bricks =
    [
        "<think>", "</think>", "<thinking>", "</thinking>", "[THINK]", "[/THINK]", "◁think▷", "◁/think▷", "<seed:think>", "</seed:think>",
        "<THINK>", "</Think>",
        "<", "</", "[", "◁", "<th", "ink>", " ", "\n", "\n\n", "hm", "Hello", "<b>", "{\"a\":1}", "\U0001F98A",
    ];

    [Fact]
    public void A_text_in_pieces_splits_as_the_whole()
    {
        Random random = new(99);
        for (int round = 0; round < 3000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Bricks[random.Next(Bricks.Length)]));
            string whole = TaggedThinking.Without(text, out string? raw);

            (string inPieces, string? rawInPieces) = InPieces(text, random);

            Assert.Equal((whole, raw), (inPieces, rawInPieces));
            Assert.Equal(text, raw + whole);
        }
    }

    [Theory]
    [InlineData("<think>\nhm\n</think>\n\nHi", "Hi", "hm")]
    [InlineData("<think></think>Hi", "Hi", "")]
    [InlineData("<think>hm", "", "hm")]
    [InlineData("<think>a</think><think>b</think>Hi", "Hi", "ab")]
    [InlineData("Hi <think>hm</think>", "Hi <think>hm</think>", null)]
    [InlineData("<thinker>x", "<thinker>x", null)]
    [InlineData("<|channel|>analysis<|message|>hm<|channel|>final<|message|>Hi", "Hi", "hm")]
    [InlineData("", "", null)]
    public void A_text(string text, string rest, string? thought)
    {
        Assert.Equal(rest, TaggedThinking.Without(text, out string? raw));
        Assert.Equal(thought, TaggedThinking.TextOf(raw));
    }

    [Theory]
    [InlineData("hm</think>Hi", "Hi", "hm")]
    [InlineData("hm\n</think>\n\nHi", "Hi", "hm")]
    [InlineData("</think>\nHi", "Hi", "")]
    [InlineData("hm</THINK>", "", "hm")]
    [InlineData("Write `</think>` at the end.", "Write `</think>` at the end.", null)]
    [InlineData("The tag is \"</think>\".", "The tag is \"</think>\".", null)]
    [InlineData("As in <think>hm</think>.", "As in <think>hm</think>.", null)]
    [InlineData("Hi", "Hi", null)]
    public void A_text_whose_thinking_has_no_opening_tag(string text, string rest, string? thought)
    {
        Assert.Equal(rest, TaggedThinking.WithoutUnopened(text, out string? raw));
        Assert.Equal(thought, TaggedThinking.TextOf(raw));
    }

    [Fact]
    public void A_text_of_nothing_but_space_is_not_kept_waiting_for_ever()
    {
        TaggedThinking tags = new();
        for (int i = 0; i < 5000; i++)
        {
            tags.Add(" ");
        }

        Assert.True(tags.IsDone);
    }

    private static (string Text, string? Raw) InPieces(string text, Random random)
    {
        TaggedThinking tags = new();
        StringBuilder rest = new();
        for (int at = 0; at < text.Length;)
        {
            int length = random.Next(1, Math.Min(4, text.Length - at) + 1);
            rest.Append(tags.Add(text.Substring(at, length)).Text);
            at += length;
        }

        rest.Append(tags.End().Text);
        return (rest.ToString(), tags.Raw);
    }
}
