using OfoxPS.Core.Json;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>What a text of a request may hold. A half of a pair is written as # here: an attribute cannot say it.</summary>
public sealed class WellFormedTests
{
    [Theory]
    [InlineData("a\0b#", "a\ufffdb\ufffd")]
    [InlineData("#\0\ud83d\ude00", "\ufffd\ufffd\ud83d\ude00")]
    [InlineData("whole", "whole")]
    public void What_is_no_text_is_replaced(string text, string expected) =>
        Assert.Equal(expected, WellFormed.Repair(text.Replace('#', '\ud83d')));

    [Theory]
    [InlineData("ab\0", "at position 2 it holds a NUL character (U+0000)")]
    [InlineData("\ud83d\ude00#\0", "at position 2 it holds half of a surrogate pair (U+D83D)")]
    public void A_fault_is_refused_by_name_and_place(string text, string words)
    {
        OfoxException failure =
            Assert.Throws<OfoxException>(() => WellFormed.CheckProse(text.Replace('#', '\ud83d'), "Message 2 of 3 (user)"));
        Assert.Equal(OfoxErrorKind.OfoxInvalidArgument, failure.Kind);
        Assert.StartsWith("Message 2 of 3 (user) cannot be sent: ", failure.Message, System.StringComparison.Ordinal);
        Assert.Contains(words, failure.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_text_is_sent_and_one_character_more_is_not()
    {
        string most = new('x', WellFormed.MaximumLength);
        Assert.Same(most, WellFormed.CheckProse(most, "The text"));
        OfoxException failure = Assert.Throws<OfoxException>(() => WellFormed.CheckProse(most + "x", "The text"));
        Assert.Equal(OfoxErrorKind.OfoxRequestTooLarge, failure.Kind);
    }

    [Fact]
    public void Many_texts_count_together()
    {
        string third = new('x', WellFormed.MaximumLength / 3);
        ChatMessage message = new("user", third);
        ChatRequest request = new() { Model = "m/x", Messages = [message, message, message] };
        OfoxException failure = Assert.Throws<OfoxException>(() => RequestWriter.Write(request));
        Assert.Equal(OfoxErrorKind.OfoxRequestTooLarge, failure.Kind);
        Assert.Contains("64 MiB", failure.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_models_own_NUL_goes_back_as_it_came()
    {
        ChatRequest request = new() { Model = "m/x", Messages = [new("assistant", "a\0b"), new("user", "go on")] };
        Assert.Contains("a\\u0000b", RequestWriter.Write(request).ToText(), System.StringComparison.Ordinal);
    }
}
