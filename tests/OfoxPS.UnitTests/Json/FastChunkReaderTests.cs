using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using OfoxPS.Core.Client;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>The fast way to read a chunk gives what the careful one gives, or leaves the chunk to that.</summary>
public sealed class FastChunkReaderTests
{
    private const string Usual =
        """{"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"openai/gpt-4o","system_fingerprint":"fp","choices":[{"index":0,"delta":{"role":"assistant","content":"a \"b\" é 🦊","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"xyz"}""";

    private const string Whole =
        """{"id":"c1","object":"chat.completion","created":1700000000,"model":"openai/gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"a \"b\" é 🦊","refusal":null,"annotations":[],"reasoning_content":"hm"},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10,"prompt_tokens_details":{"cached_tokens":4}},"service_tier":"default"}""";

    public static TheoryData<string> Answers => Fixture.Names("json");

    public static TheoryData<string> Streams => Fixture.Names("sse");

    [Theory]
    [InlineData(Usual)]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"delta":{}}]}""")]
    [InlineData("""{"choices":[{"index":3,"delta":{"content":""},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":null,"reasoning_content":"hm","audio":null}}],"provider":"x"}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x"},"logprobs":{"content":[{"token":"x","logprob":-0.5}]}}],"a":[1,{"b":2.5}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x","refusal":null,"tool_calls":null},"native_finish_reason":null,"note":"\ud83d"}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}],"usage":{"total_tokens":1}}""")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"prompt_tokens_details":{"cached_tokens":2},"cost":0.01}}""")]
    [InlineData("""{"x":1,"x":2,"choices":[{"delta":{"content":"x"}}]}""")]
    public void A_usual_chunk_is_read_fast(string json)
    {
        ChatChunk? fast = new FastChunkReader().Read(Encoding.UTF8.GetBytes(json));

        Assert.NotNull(fast);
        Assert.Equal(Tell(Careful(json)), Tell(fast));
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}],"error":{"message":"no"}}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x"},"error":"no"}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x"},"finish_reason":"error"}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"\ud83d"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x"}},{"delta":{"content":"y"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":["x"]}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"x"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}],"choices":[]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x","content":"y"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"con\u0074ent":"x"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}],"\ud83d":1}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}],"a":{"\ud83d":1}}""")]
    [InlineData("""{"choices":[],"usage":{"total_tokens":"1"}}""")]
    [InlineData("""{"choices":[],"usage":{"total_tokens":1.0}}""")]
    [InlineData("""{"choices":[],"usage":{"total_tokens":null}}""")]
    [InlineData("""{"choices":[],"usage":{"total_tokens":1,"total_tokens":2}}""")]
    [InlineData("""{"choices":[],"usage":[1]}""")]
    [InlineData("""{"choices":[{"index":-1,"delta":{"content":"x"}}]}""")]
    [InlineData("""{"id":7,"choices":[{"delta":{"content":"x"}}]}""")]
    [InlineData("""{"created":"soon","choices":[{"delta":{"content":"x"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}]} x""")]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}]""")]
    [InlineData("""{"choices":null}""")]
    [InlineData("""{"message":"no"}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void Anything_else_is_left_to_whoever_reads_with_care(string json) => Assert.Null(new FastChunkReader().Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Bytes_that_are_no_text_are_left_too()
    {
        byte[] json = Encoding.UTF8.GetBytes(Usual);
        json[Usual.IndexOf("fp", StringComparison.Ordinal)] = 0xFF;

        Assert.Null(new FastChunkReader().Read(json));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Both_ways_agree_about_every_event_of_the_corpus(string name)
    {
        FastChunkReader reader = new();
        using MemoryStream stream = new(Fixture.Load(name).Bytes);
        foreach (SseItem<byte[]> item in SseParser.Create(stream, static (_, data) => data.ToArray()).Enumerate())
        {
            Agree(item.EventType, item.Data, reader);
        }
    }

    [Fact]
    public void A_usual_answer_is_read_fast()
    {
        ChatChunk? fast = new FastChunkReader(isWhole: true).Read(Encoding.UTF8.GetBytes(Whole));

        Assert.NotNull(fast);
        Assert.Equal(Tell(TolerantJson.Read(Whole, static root => TolerantChunkReader.Read(root))), Tell(fast));
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"x"},"delta":{"content":"y"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":null,"tool_calls":[]}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"x"},"finish_reason":"error"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"x"},"error":null}]}""")]
    public void An_unusual_answer_is_left_to_whoever_reads_with_care(string json) => Assert.Null(new FastChunkReader(isWhole: true).Read(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [MemberData(nameof(Answers))]
    public void Both_ways_agree_about_every_answer_of_the_corpus_that_is_usual(string name)
    {
        byte[] json = Fixture.Load(name).Bytes;
        if (new FastChunkReader(isWhole: true).Read(json) is { } fast)
        {
            Assert.Equal(Tell(TolerantJson.Read((ReadOnlyMemory<byte>)json, static root => TolerantChunkReader.Read(root))), Tell(fast));
        }
    }

    [Fact]
    public void Both_ways_agree_about_every_chunk_with_a_byte_that_is_wrong()
    {
        FastChunkReader reader = new();
        foreach (byte[] json in WithAWrongByte(Usual))
        {
            Agree("message", json, reader);
        }
    }

    [Fact]
    public void A_whole_answer_with_a_byte_that_is_wrong_is_read_fast_only_where_the_careful_way_reads_the_same_and_no_error()
    {
        FastChunkReader reader = new(isWhole: true);
        int fast = 0;
        foreach (byte[] json in WithAWrongByte(Whole))
        {
            if (reader.Read(json) is { } chunk)
            {
                fast++;
                (ErrorBody? Error, string Answer) careful = TolerantJson.Read((ReadOnlyMemory<byte>)json, static root => (ErrorBody.Read(root), Tell(TolerantChunkReader.Read(root))));
                Assert.True(careful == (null, Tell(chunk)), $"{Encoding.UTF8.GetString(json)}\nis\n{Tell(chunk)}\ninstead of\n{careful}");
            }
        }

        Assert.InRange(fast, 100, int.MaxValue);
    }

    [Fact]
    public void What_chunks_repeat_is_made_once_and_a_dictionary_belongs_to_one_chunk()
    {
        FastChunkReader reader = new();
        ChatChunk one = reader.Read(Encoding.UTF8.GetBytes(Usual))!;
        ChatChunk other = reader.Read(Encoding.UTF8.GetBytes(Usual))!;

        Assert.Same(one.Id, other.Id);
        one.AdditionalProperties["system_fingerprint"] = "changed";
        Assert.Equal("fp", other.AdditionalProperties["system_fingerprint"]);
        Assert.Equal("changed", one.AdditionalProperties["system_fingerprint"]);
    }

    private static IEnumerable<byte[]> WithAWrongByte(string text)
    {
        byte[] json = Encoding.UTF8.GetBytes(text);
        for (int at = 0; at < json.Length; at++)
        {
            foreach (char other in "\"\\,:{}[]0nx \u0001")
            {
                byte[] changed = [.. json];
                changed[at] = (byte)other;
                yield return changed;
                yield return [.. json.Take(at), (byte)other, .. json.Skip(at)];
            }

            yield return [.. json.Take(at), .. json.Skip(at + 1)];
        }
    }

    private static void Agree(string type, byte[] data, FastChunkReader usual)
    {
        string careful = Outcome(() => ServerEvent.Parse(type, data, keepText: true));
        string fast = Outcome(() => ServerEvent.Parse(type, data, keepText: true, usual: usual));
        Assert.True(careful == fast, $"{Encoding.UTF8.GetString(data)}\nis\n{fast}\ninstead of\n{careful}");
    }

    private static string Outcome(Func<ServerEvent> parse)
    {
        try
        {
            ServerEvent item = parse();
            return $"{item.Done} {item.Text} {item.Foreign} {item.Error} {Tell(item.Chunk)}";
        }
        catch (Exception error) when (error is JsonException or OfoxException)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    private static ChatChunk Careful(string json) => ServerEvent.Parse("message", Encoding.UTF8.GetBytes(json), keepText: false).Chunk!;

    private static string Tell(ChatChunk? chunk) => chunk is null ? "nothing" : JsonSerializer.Serialize(chunk);
}
