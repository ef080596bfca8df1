using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Chat;

public sealed class PromptTests : EngineTest
{
    [Fact]
    public void A_prompt_is_one_message_and_gives_one_completion()
    {
        ChatCompletion answer = Engine.Run("ofox 'hi'").Single<ChatCompletion>();

        Assert.Equal("hi", answer.Content);
        Assert.Equal("hi", Engine.Sent.LastText);
        Assert.Equal(1, Engine.Sent.Messages.GetArrayLength());
        Assert.Equal("user", Engine.Sent.Messages[0].GetProperty("role").GetString());
    }

    [Fact]
    public void A_completion_knows_where_it_came_from()
    {
        ChatCompletion answer = Engine.Run("ofox 'hi' -Model openai/gpt-4o-mini").Single<ChatCompletion>();

        Assert.Equal("openai/gpt-4o-mini", answer.Model);
        Assert.Equal("stop", answer.FinishReason);
        Assert.Equal(Engine.Sent.Entry.RequestId, answer.RequestId);
        Assert.True(answer.Usage!.TotalTokens > 0);
    }

    [Fact]
    public void A_completion_is_its_text_in_a_string() =>
        Assert.Equal("said: hi!", Engine.Run("\"said: $(ofox 'hi')!\"").Single<string>());

    [Fact]
    public void A_system_message_goes_before_the_prompt()
    {
        Engine.Run("ofox 'hi' -System 'Be brief.'").Succeeded();

        Assert.Equal(["system", "user"], Engine.Sent.Messages.EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal("Be brief.", Engine.Sent.Messages[0].GetProperty("content").GetString());
    }

    [Fact]
    public void Each_object_of_the_pipeline_is_a_request_of_its_own_and_the_answers_keep_their_order()
    {
        string[] answers = [.. Engine.Run("1..3 | ofox 'number'").All<ChatCompletion>().Select(static answer => answer.Content!)];

        Assert.Equal(3, Engine.Requests.Count);
        Assert.Equal(["1", "2", "3"], answers.Select(static text => text[^1..]));
    }

    [Fact]
    public void Together_makes_one_request_of_all_objects()
    {
        Engine.Run("'first', 'second' | ofox 'sum up' -Together").Single<ChatCompletion>();

        string text = Engine.Sent.LastText!;
        Assert.Contains("first", text, System.StringComparison.Ordinal);
        Assert.Contains("second", text, System.StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_to_a_pipeline_object_carries_that_object() =>
        Assert.Equal(["a", "b"], Engine.Run("'a', 'b' | ofox 'letter' | ForEach-Object InputObject").All<string>());

    [Theory]
    [InlineData("-Temperature 0.3", "temperature", "0.3")]
    [InlineData("-TopP 0.5", "top_p", "0.5")]
    [InlineData("-MaxTokens 50", "max_tokens", "50")]
    [InlineData("-Model openai/gpt-4o-mini", "model", "\"openai/gpt-4o-mini\"")]
    public void A_parameter_is_a_field_of_the_body(string parameter, string field, string value)
    {
        Engine.Run($"ofox 'hi' {parameter}").Succeeded();

        Assert.Equal(value, Engine.Sent.Body.GetProperty(field).GetRawText());
    }

    [Fact]
    public void What_nobody_asked_for_is_not_sent()
    {
        Engine.Run("ofox 'hi'").Succeeded();

        Assert.Equal(["model", "messages"], Engine.Sent.Body.EnumerateObject().Select(static field => field.Name));
    }
}
