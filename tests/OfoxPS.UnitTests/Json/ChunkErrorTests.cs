using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>A chunk is looked at for an error wherever it may be one, and bytes that are no JSON are no chunk.</summary>
public sealed class ChunkErrorTests
{
    public static TheoryData<string> Answers => Fixture.Names("json");

    public static TheoryData<string> Streams => Fixture.Names("sse");

    [Theory]
    [MemberData(nameof(Streams))]
    public void An_error_in_a_stream_of_the_corpus_is_looked_for(string name)
    {
        ChunkReader reader = new();
        using MemoryStream stream = new(Fixture.Load(name).Bytes);
        foreach (SseItem<byte[]> item in SseParser.Create(stream, static (_, data) => data.ToArray()).Enumerate())
        {
            AgreeAboutErrors(item.Data, reader);
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_error_in_an_answer_of_the_corpus_is_looked_for(string name) =>
        AgreeAboutErrors(Fixture.Load(name).Bytes, ChunkReader.ForAnswers);

    [Theory]
    [InlineData(ChunkTexts.Chunk)]
    [InlineData(ChunkTexts.Whole)]
    public void Bytes_are_read_where_they_are_JSON_and_an_error_in_them_is_looked_for(string text)
    {
        ChunkReader reader = new();
        foreach (byte[] json in WithAWrongByte(text))
        {
            AgreeAboutErrors(json, reader);
        }
    }

    // The parser of documents says what is JSON, and the reader of errors what is one; a chunk is looked at for an error only where it may
    // be.
    private static void AgreeAboutErrors(byte[] json, ChunkReader reader)
    {
        (bool IsJson, bool IsError) document =
            Try(() => TolerantJson.Read((ReadOnlyMemory<byte>)json, static root => ErrorBody.Read(root) is not null));
        (bool IsJson, bool MayBeError) chunk = Try(() => reader.Read(json).MayBeError);
        Assert.True(document.IsJson == chunk.IsJson && (chunk.MayBeError || !document.IsError), Encoding.UTF8.GetString(json));
    }

    private static (bool IsJson, bool Result) Try(Func<bool> read)
    {
        try
        {
            return (true, read());
        }
        catch (JsonException)
        {
            return (false, false);
        }
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
}
