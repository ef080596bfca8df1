using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Chat;

/// <summary>-Raw: the text of the answer itself.</summary>
public sealed class RawTests : EngineTest
{
    [Fact]
    public void The_text_is_one_string() => Assert.Equal("one\n\ntwo", Engine.Run("ofox \"one`n`ntwo\" -Raw").Single<string>());

    [Fact]
    public void A_stream_is_its_lines_and_nothing_is_shown()
    {
        EngineResult result = Engine.Run("ofox \"one`r`n`ntwo three\" -Raw -Stream");

        Assert.Equal(["one", "", "two three"], result.All<string>());
        Assert.Empty(result.Information);
        Assert.Empty(result.HostText);
    }

    [Fact]
    public void Each_input_is_a_text() => Assert.Equal(["a", "b"], Engine.Run("'a', 'b' | ofox -Raw").All<string>());

    [Fact]
    public void Each_streamed_input_begins_a_line() => Assert.Equal(["a", "b"], Engine.Run("'a', 'b' | ofox -Raw -Stream").All<string>());

    [Fact]
    public void Several_answers_are_several_texts() =>
        Assert.Equal(2, Engine.Run("ofox 'a' -Raw -ExtraBody @{ n = 2 }").All<string>().Count);

    [Theory]
    [InlineData("-As 'name'")]
    [InlineData("-PassThru")]
    [InlineData("-Property Ai")]
    public void It_excludes_what_writes_something_else(string other)
    {
        Engine.Try($"'x' | ofox hi -Raw {other}").Fails("OfoxInvalidArgument");
        Assert.Empty(Engine.Requests);
    }

    [Theory]
    [InlineData("openai/gpt-4o?refuse=true", "OfoxRefused")]
    [InlineData("openai/gpt-4o?finish=length", "OfoxOutputTruncated")]
    [InlineData("openai/gpt-4o?finish=content_filter", "OfoxRefused")]
    [InlineData("fault/500", "OfoxServerError")]
    public void An_answer_that_is_not_whole_is_an_error(string model, string id)
    {
        Engine.Try($"ofox hi -Raw -Model '{model}' -MaximumRetryCount 0").Fails(id);
        Engine.Run($"'hi' | ofox -Raw -Model '{model}' -MaximumRetryCount 0").Error(id);
    }

    [Theory]
    [InlineData("pause_turn", 1)]
    [InlineData("OTHER", 1)]
    [InlineData("end_turn", 0)]
    [InlineData("STOP", 0)]
    public void An_unknown_reason_of_the_end_is_warned_of_once(string reason, int warnings)
    {
        foreach (string stream in new[] { string.Empty, "-Stream" })
        {
            EngineResult result = Engine.Run($"'a', 'b' | ofox -Raw {stream} -Model 'openai/gpt-4o?finish={reason}'");

            Assert.Equal(["a", "b"], result.All<string>());
            Assert.Equal(warnings, result.Warnings.Count);
            Assert.All(result.Warnings, warning => Assert.Contains(reason, warning, System.StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_lines_that_came_before_a_cut_are_out()
    {
        EngineResult result = Engine.Run("\"one`ntwo\" | ofox -Raw -Stream -Model 'openai/gpt-4o?finish=length'");

        result.Error("OfoxOutputTruncated");
        Assert.Equal("one", result.Output.First().ToString());
    }
}
