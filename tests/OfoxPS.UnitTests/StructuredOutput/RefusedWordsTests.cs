using OfoxPS.Shell.StructuredOutput;
using Xunit;

namespace OfoxPS.UnitTests.StructuredOutput;

/// <summary>Which words of a schema a server gets.</summary>
public sealed class RefusedWordsTests
{
    private const string Sent = "{\"minLength\":1,\"maxLength\":5,\"minItems\":2,\"maximum\":9}";

    [Theory]
    [InlineData("http://a/v1/chat/completions openai/gpt-4o", 2)]
    [InlineData("http://a/v1/chat/completions gpt-5.4-mini", 2)]
    [InlineData("http://a/v1/chat/completions anthropic/claude-sonnet-4.5", 2)]
    [InlineData("http://a/v1/chat/completions openrouter/anthropic/claude-opus", 2)]
    [InlineData("http://a/v1/chat/completions llama-3", 0)]
    [InlineData("http://a/v1/chat/completions local/m1", 0)]
    public void Lengths_are_sent_to_all_but_the_two_who_say_they_do_not_take_them(string model, int refused) =>
        Assert.Equal(refused, RefusedWords.Of(model).Count);

    [Theory]
    [InlineData("Invalid schema for response_format 'answer': In context=('properties', 'a'), 'maxLength' is not permitted.", 400,
        "maxLength")]
    [InlineData("output_config.format.schema: For 'array' type, 'minItems' values other than 0 or 1 are not supported", 400, "minItems")]
    [InlineData("one or more response schemas specified unsupported field min_length.", 501, "minLength")]
    public void What_a_server_refuses_is_not_sent_again(string message, int status, string word)
    {
        string model = $"http://refusing/ {word}";

        Assert.True(RefusedWords.Learn(model, Failure(message, status), Sent));
        Assert.Equal([word], RefusedWords.Of(model));
        Assert.False(RefusedWords.Learn(model, Failure(message, status), Sent.Replace(word, "x", System.StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("This model's maximum context length is 8192 tokens", 400)]
    [InlineData("'maxLength' is not permitted", 401)]
    [InlineData("'pattern' is not permitted", 400)]
    public void What_is_about_something_else_changes_nothing(string message, int status)
    {
        Assert.False(RefusedWords.Learn("http://other/ m", Failure(message, status), Sent));
        Assert.Empty(RefusedWords.Of("http://other/ m"));
    }

    private static OfoxException Failure(string message, int status) =>
        new(OfoxErrorKind.OfoxInvalidRequest, message) { StatusCode = status };
}
