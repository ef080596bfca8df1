using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Chat;

public sealed class StreamTests : EngineTest
{
    [Fact]
    public void Live_text_goes_to_the_host_and_the_completion_to_the_pipeline()
    {
        EngineResult result = Engine.Run("ofox 'one two three' -Stream");

        Assert.Equal("one two three", result.Single<ChatCompletion>().Content);
        Assert.Contains("one two three", result.HostText, System.StringComparison.Ordinal);
        Assert.True(Engine.Sent.Body.GetProperty("stream").GetBoolean());
    }

    [Fact]
    public void Live_text_is_information_with_the_tag_of_the_host()
    {
        EngineResult result = Engine.Run("ofox 'one two three' -Stream").Succeeded();

        Assert.All(result.Information, static record => Assert.Contains("PSHOST", record.Tags));
        Assert.Contains("one two three", string.Concat(result.Information.Select(static record => record.ToString())), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Chunks_arrive_one_by_one_and_make_the_whole_text()
    {
        var chunks = Engine.Run("Get-OfoxStream 'x' -Model 'openai/gpt-4o?chunks=5'").All<ChatChunk>();

        Assert.Equal("word1 word2 word3 word4 word5", string.Concat(chunks.Select(static chunk => chunk.Content)));
        Assert.True(chunks.Count >= 5);
    }

    [Fact]
    public void A_stream_and_a_whole_answer_end_in_the_same_completion()
    {
        ChatCompletion whole = Engine.Run("ofox 'hello there'").Single<ChatCompletion>();
        ChatCompletion streamed = Engine.Run("ofox 'hello there' -Stream").Single<ChatCompletion>();

        Assert.Equal((whole.Content, whole.FinishReason, whole.Model), (streamed.Content, streamed.FinishReason, streamed.Model));
        Assert.Equal(whole.Usage!.TotalTokens, streamed.Usage!.TotalTokens);
    }
}
