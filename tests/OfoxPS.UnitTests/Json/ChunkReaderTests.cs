using System;
using System.Text;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>One chunk, read from JSON that is not what the documents promise.</summary>
public sealed class ChunkReaderTests
{
    [Fact]
    public void A_chunk_as_documented()
    {
        ChatChunk chunk = Read(
            """{"id":"c","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":2,"delta":"""
            + """{"role":"assistant","content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2"""
            + ""","total_tokens":3}}""");

        Assert.Equal(
            ("c", "m", "x", "stop", 2),
            (chunk.Id, chunk.Model, chunk.Choices[0].Delta.Content, chunk.Choices[0].FinishReason, chunk.Choices[0].Index));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), chunk.Created);
        Assert.Equal((1L, 2L, 3L), (chunk.Usage!.PromptTokens, chunk.Usage.CompletionTokens, chunk.Usage.TotalTokens));
        Assert.Empty(chunk.AdditionalProperties);
    }

    [Theory]
    [InlineData("""{"type":"output_text","text":"Hello"}""")]
    [InlineData("""{"type":"text_delta","text":"Hello"}""")]
    [InlineData("""{"type":"Text","text":"Hello"}""")]
    [InlineData("""{"text":"Hello"}""")]
    public void A_part_of_text_is_text_whatever_its_type_is_called(string part)
    {
        ChatDelta delta = Read($$$"""{"choices":[{"message":{"content":[{{{part}}}]}}]}""").Choices[0].Delta;

        Assert.Equal("Hello", delta.Content);
        Assert.Empty(delta.Parts);
    }

    [Theory]
    [InlineData("""{"content":[{"type":"refusal","refusal":"I can"},{"type":"refusal","refusal":"not"}],"refusal":null}""")]
    [InlineData("""{"refusal":null,"content":[{"type":"refusal","refusal":"I cannot"}]}""")]
    public void A_part_that_is_a_refusal_is_the_refusal(string message)
    {
        ChatDelta delta = Read($$$"""{"choices":[{"message":{{{message}}}}]}""").Choices[0].Delta;

        Assert.Equal("I cannot", delta.Refusal);
        Assert.Empty(delta.Parts);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"choices":null}""")]
    [InlineData("""{"choices":{}}""")]
    [InlineData("""{"choices":"x"}""")]
    [InlineData("""{"choices":[null,1,"a",[]]}""")]
    public void Without_choices_there_are_none(string json) => Assert.Empty(Read(json).Choices);

    [Theory]
    [InlineData("""{"delta":null}""")]
    [InlineData("""{"delta":"x"}""")]
    [InlineData("""{"delta":[]}""")]
    [InlineData("""{"message":null}""")]
    [InlineData("{}")]
    public void Without_a_delta_nothing_is_gained(string choice)
    {
        ChatDelta delta = Read($$$"""{"choices":[{{{choice}}}]}""").Choices[0].Delta;

        Assert.Equal((null, null, null), (delta.Role, delta.Content, delta.Refusal));
        Assert.Empty(delta.ToolCalls);
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"stop\"", "stop")]
    [InlineData("\"eos_token\"", "eos_token")]
    [InlineData("1", "1")]
    [InlineData("{}", null)]
    public void A_finish_reason_is_any_text(string json, string? reason) =>
        Assert.Equal(reason, Read($$$"""{"choices":[{"finish_reason":{{{json}}}}]}""").Choices[0].FinishReason);

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("1.0", 1L)]
    [InlineData("1.9", 1L)]
    [InlineData("\"12\"", 12L)]
    [InlineData("1e3", 1000L)]
    [InlineData("9999999999", 9999999999L)]
    [InlineData("1e300", null)]
    [InlineData("\"x\"", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    [InlineData("[1]", null)]
    public void A_count_of_any_form(string json, long? count) =>
        Assert.Equal(count, Read($$$"""{"usage":{"prompt_tokens":{{{json}}}}}""").Usage!.PromptTokens);

    [Theory]
    [InlineData("-1")]
    [InlineData("253402300800")]
    [InlineData("1e99")]
    [InlineData("\"yesterday\"")]
    [InlineData("null")]
    [InlineData("{}")]
    public void A_time_that_is_none(string json) => Assert.Null(Read($$$"""{"created":{{{json}}}}""").Created);

    [Fact]
    public void An_index_too_large_for_an_int_does_not_wrap_around() =>
        Assert.NotEqual(0, Read("""{"choices":[{"index":0},{"index":4294967296}]}""").Choices[1].Index);

    [Theory]
    [InlineData("\"a\"", "a", 0)]
    [InlineData("\"\"", "", 0)]
    [InlineData("null", null, 0)]
    [InlineData("[]", "", 0)]
    [InlineData("""[{"type":"text","text":"a"},{"type":"text","text":"b"}]""", "ab", 0)]
    [InlineData("""[{"text":"a"},"b",1]""", "ab1", 0)]
    [InlineData("""[{"type":"text","text":null}]""", "", 0)]
    [InlineData("""[{"type":"text","text":"a","cache":1}]""", "a", 1)]
    [InlineData("""[{"type":"image_url","image_url":{"url":"u"}},{"type":"text","text":"a"}]""", "a", 2)]
    [InlineData("7", "7", 0)]
    [InlineData("""{"a":1}""", """{"a":1}""", 0)]
    public void Content_of_any_form(string json, string? text, int parts)
    {
        ChatDelta delta = Read($$$"""{"choices":[{"delta":{"content":{{{json}}}}}]}""").Choices[0].Delta;

        Assert.Equal(text, delta.Content);
        Assert.Equal(parts, delta.Parts.Length);
    }

    [Fact]
    public void An_image_with_fields_of_its_own_stays_as_it_is()
    {
        ChatContentPart part = Read(
            """{"choices":[{"delta":{"content":[{"type":"image_url","image_url":{"url":"u","width":3}}]}}]}""").Choices[0].Delta.Parts[0];

        Assert.Null(part.ImageUrl);
        Assert.Equal("""{"image_url":{"url":"u","width":3}}""", Describe.Value(part.AdditionalProperties));
    }

    [Fact]
    public void An_image_that_is_a_bare_address_stays_as_it_is() => Assert.Equal(
        """{"image_url":"u"}""",
        Describe.Value(
            Read("""{"choices":[{"delta":{"content":["""
            + """{"type":"image_url","image_url":"u"}]}}]}""").Choices[0].Delta.Parts[0].AdditionalProperties));

    [Theory]
    [InlineData("""{"index":1,"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}""", 1, "a", "f", "{}")]
    [InlineData("""{"id":"a","function":{"name":"f","arguments":{"x":[1, 2]}}}""", null, "a", "f", """{"x":[1, 2]}""")]
    [InlineData("""{"index":null,"id":null,"function":{"name":null,"arguments":null}}""", null, null, null, null)]
    [InlineData("""{"index":"2","id":5,"function":null}""", 2, "5", null, null)]
    [InlineData("""{"function":"f"}""", null, null, null, null)]
    [InlineData("{}", null, null, null, null)]
    [InlineData("""{"function":{"name":"x","arguments":"{}"},"function":{"name":"f"}}""", null, null, "f", null)]
    [InlineData("""{"function":{"name":"x","arguments":"{}"},"function":null}""", null, null, null, null)]
    public void A_piece_of_a_call(string json, int? index, string? id, string? name, string? arguments)
    {
        ChatToolCallDelta call =
            Assert.Single(Read($$$"""{"choices":[{"delta":{"tool_calls":[{{{json}}},null,3]}}]}""").Choices[0].Delta.ToolCalls);

        Assert.Equal((index, id, name, arguments), (call.Index, call.Id, call.Name, call.ArgumentsJson));
    }

    [Fact]
    public void In_a_whole_message_the_place_tells_calls_apart()
    {
        ChatToolCallDelta[] calls =
            Read("""{"choices":[{"message":{"tool_calls":[{"index":0},"x",{"index":0}]}}]}""").Choices[0].Delta.ToolCalls;

        Assert.Equal([0, 1], Array.ConvertAll(calls, static call => call.Index));
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"x","content":"y"}}]}""", "y")]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}],"choices":[{"delta":{"content":"y"}}]}""", "y")]
    [InlineData("""{"choices":[{"delta":{"con\u0074ent":"y"}}]}""", "y")]
    [InlineData("""{"choices":[{"message":{"content":"x"},"delta":{"content":"y"}}]}""", "y")]
    [InlineData("""{"choices":[{"delta":{"content":"y"},"message":{"content":"x"}}]}""", "y")]
    [InlineData("""{"choices":[{"text":"y"}]}""", "y")]
    [InlineData("""{"choices":[{"text":"x","message":{"content":"y"}}]}""", "y")]
    public void The_last_of_two_names_counts_and_a_name_may_hold_escapes(string json, string text) =>
        Assert.Equal(text, Read(json).Content);

    [Theory]
    [InlineData("""{"id":"\ud83d","choices":[]}""", "{}", "\uFFFD")]
    [InlineData("""{"\ud83d":1,"choices":[]}""", "{\"\uFFFD\":1}", null)]
    [InlineData("""{"a":{"\ud83d":1},"choices":[]}""", "{\"a\":{\"\uFFFD\":1}}", null)]
    [InlineData("""{"x":1,"x":2,"choices":[]}""", "{\"x\":2}", null)]
    [InlineData("""{"\u0061":[1,{"b":2.5}],"choices":[]}""", "{\"a\":[1,{\"b\":2.5}]}", null)]
    public void Fields_without_a_property_survive_what_is_broken_in_them(string json, string fields, string? id)
    {
        ChatChunk chunk = Read(json);

        Assert.Equal((fields, id), (Describe.Value(chunk.AdditionalProperties), chunk.Id));
    }

    [Fact]
    public void A_piece_of_text_may_end_with_half_of_a_character() =>
        Assert.Equal("\ud83d", Read("""{"choices":[{"delta":{"content":"\ud83d"}}]}""").Content);

    [Fact]
    public void Bytes_that_are_no_text_are_replaced()
    {
        byte[] json = Encoding.UTF8.GetBytes(ChunkTexts.Chunk);
        json[ChunkTexts.Chunk.IndexOf("fp", StringComparison.Ordinal)] = 0xFF;

        Assert.Equal("\uFFFDp", new ChunkReader().Read(json).Chunk!.AdditionalProperties["system_fingerprint"]);
    }

    [Theory]
    [InlineData("""{"usage":{"prompt_tokens":1,"output_tokens":2}}""", 1, 2)]
    [InlineData("""{"x_groq":{"id":"r","usage":{"prompt_tokens":1,"completion_tokens":2}},"choices":[{"usage":{"prompt_tokens":3}}]}""", 1,
        2)]
    [InlineData("""{"choices":[{"usage":{"prompt_tokens":3}},{"usage":{"prompt_tokens":1,"completion_tokens":2}}]}""", 1, 2)]
    public void A_usage_in_another_place_or_by_another_name(string json, long prompt, long completion)
    {
        Usage usage = Read(json).Usage!;

        Assert.Equal((prompt, completion), (usage.PromptTokens, usage.CompletionTokens));
    }

    [Fact]
    public void A_whole_answer_is_one_chunk()
    {
        ChatChunk chunk = Read(ChunkTexts.Whole);

        Assert.True(chunk.Choices[0].IsComplete);
        Assert.Equal(("a \"b\" é 🦊", "hm", "stop", 4L), (chunk.Content, chunk.Reasoning, chunk.FinishReason, chunk.Usage!.CachedTokens));
        Assert.Equal("""{"service_tier":"default"}""", Describe.Value(chunk.AdditionalProperties));
    }

    [Fact]
    public void What_chunks_repeat_is_made_once_and_a_dictionary_belongs_to_one_chunk()
    {
        ChunkReader reader = new();
        ChatChunk one = reader.Read(Encoding.UTF8.GetBytes(ChunkTexts.Chunk)).Chunk!;
        ChatChunk other = reader.Read(Encoding.UTF8.GetBytes(ChunkTexts.Chunk)).Chunk!;

        Assert.Same(one.Id, other.Id);
        one.AdditionalProperties["system_fingerprint"] = "changed";
        Assert.Equal("fp", other.AdditionalProperties["system_fingerprint"]);
        Assert.Equal("changed", one.AdditionalProperties["system_fingerprint"]);
    }

    private static ChatChunk Read(string json) => new ChunkReader().Read(Encoding.UTF8.GetBytes(json)).Chunk!;
}
