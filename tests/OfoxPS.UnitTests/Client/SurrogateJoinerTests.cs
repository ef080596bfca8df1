using System.Linq;
using System.Threading.Tasks;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Chunks are handed out in whole characters, however a server cut them.</summary>
public sealed class SurrogateJoinerTests
{
    [Fact]
    public async Task Half_a_character_waits_for_the_next_chunk()
    {
        CallResult result = await ReadAsync("""{"content":" 10 ü\ud83d"}""", """{"content":"\ude00!"}""");

        Assert.Equal([" 10 ü", "\U0001F600!", null], result.Chunks.Select(static chunk => chunk.Content));
        Assert.Equal(" 10 ü\U0001F600!", result.Completion.Content);
    }

    [Fact]
    public async Task Each_text_waits_for_its_own()
    {
        CallResult result = await ReadAsync(
            """{"content":"\ud83d","reasoning":"\ud83e","reasoning_details":[{"index":0,"text":"x\ud83e"}]}""",
            """{"reasoning":"\udd8a","reasoning_details":[{"index":0,"text":"\udd8ay"}]}""",
            """{"content":"\ude00"}""");

        Assert.Equal(["", null, "\U0001F600", null], result.Chunks.Select(static chunk => chunk.Content));
        Assert.Equal(["", "\U0001F98A", null, null], result.Chunks.Select(static chunk => chunk.Choices[0].Delta.Reasoning));
        Assert.Equal("\U0001F98A", result.Completion.Choices[0].Message.AdditionalProperties["reasoning"]);
        Assert.Contains("x\U0001F98Ay", Describe.Result(result));
    }

    [Fact]
    public async Task Each_choice_waits_for_its_own()
    {
        CallResult result = await CallResult.OfAsync(
            new FakeServer(Reply.Stream("""
                data: {"choices":[{"index":0,"delta":{"content":"a\ud83d"}},{"index":1,"delta":{"content":"b\ud83e"}}]}

                data: {"choices":[{"index":1,"delta":{"content":"\udd8a"},"finish_reason":"stop"},{"index":0,"delta":{"content":"\ude00"},"finish_reason":"stop"}]}


                """)),
            Ask.Streamed with { Extra = new System.Collections.Hashtable { ["n"] = 2 } });

        Assert.Equal(["a\U0001F600", "b\U0001F98A"], result.Completion.Choices.Select(static choice => choice.Message.Content));
        Assert.Equal(["a", "b"], result.Chunks[0].Choices.Select(static choice => choice.Delta.Content));
        Assert.Equal(["\U0001F98A", "\U0001F600"], result.Chunks[1].Choices.Select(static choice => choice.Delta.Content));
    }

    [Fact]
    public async Task Arguments_are_not_damaged()
    {
        CallResult result = await ReadAsync(
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":\"\ud83d"}}]}""",
            """{"tool_calls":[{"index":0,"id":"a","function":{"arguments":"\ude00\"}"}}]}""");

        Assert.Equal(
            ["{\"x\":\"", "\U0001F600\"}"], result.Chunks.Take(2)
            .Select(static chunk => chunk.Choices[0].Delta.ToolCalls[0].ArgumentsJson));
        Assert.Equal("{\"x\":\"\U0001F600\"}", result.Completion.Choices[0].Message.ToolCalls[0].ArgumentsJson);
    }

    [Fact]
    public async Task Another_call_does_not_go_on_with_half_a_character()
    {
        CallResult result = await ReadAsync(
            """{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}\ud83d"}}]}""",
            """{"tool_calls":[{"index":0,"id":"b","function":{"name":"f","arguments":"{}"}}]}""");

        Assert.Equal(["{}", "{}"], result.Chunks.Take(2).Select(static chunk => chunk.Choices[0].Delta.ToolCalls[0].ArgumentsJson));
        Assert.Equal(["{}\uFFFD", "{}"], result.Completion.Choices[0].Message.ToolCalls.Select(static call => call.ArgumentsJson));
    }

    [Fact]
    public async Task What_stays_half_is_replaced()
    {
        CallResult result = await ReadAsync("""{"content":"\ude00a\ud83db\ud83d"}""", """{"content":"c\ud83d"}""");

        Assert.Equal(["\uFFFDa\uFFFDb", "\uFFFDc", "\uFFFD"], result.Chunks.Select(static chunk => chunk.Content));
        Assert.Equal("\uFFFDa\uFFFDb\uFFFDc\uFFFD", result.Completion.Content);
    }

    // The deltas in turn, then the end of the answer.
    private static Task<CallResult> ReadAsync(params string[] deltas) => CallResult.OfAsync(new FakeServer(Reply.Stream(
        string.Concat(deltas.Select(static delta => $$"""data: {"choices":[{"index":0,"delta":{{delta}}}]}""" + "\n\n"))
        + """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n")));
}
