using System;
using System.Collections.Specialized;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using OfoxPS.Core.Answers;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Unknown fields, piece by piece.</summary>
public sealed class MergedFieldsTests
{
    [Theory]
    [InlineData("""{"a":"x"}""", """{"a":"y"}""", """{"a":"xy"}""")]
    [InlineData("""{"a":"x"}""", """{"b":"y"}""", """{"a":"x","b":"y"}""")]
    [InlineData("""{"a":"x"}""", """{"a":null}""", """{"a":"x"}""")]
    [InlineData("""{"a":null}""", """{"a":"x"}""", """{"a":"x"}""")]
    [InlineData("""{"a":1}""", """{"a":2}""", """{"a":2}""")]
    [InlineData("""{"a":true}""", """{"a":false}""", """{"a":false}""")]
    [InlineData("""{"a":{"b":"x"}}""", """{"a":{"b":"y","c":1}}""", """{"a":{"b":"xy","c":1}}""")]
    [InlineData("""{"a":[1]}""", """{"a":[2,3]}""", """{"a":[1,2,3]}""")]
    [InlineData("""{"a":[{"t":"x"}]}""", """{"a":[{"t":"y"}]}""", """{"a":[{"t":"x"},{"t":"y"}]}""")]
    [InlineData("""{"a":[{"index":0,"t":"x"}]}""", """{"a":[{"index":0,"t":"y"}]}""", """{"a":[{"index":0,"t":"xy"}]}""")]
    [InlineData("""{"a":[{"index":0,"t":"x"}]}""", """{"a":[{"index":1,"t":"y"}]}""",
        """{"a":[{"index":0,"t":"x"},{"index":1,"t":"y"}]}""")]
    [InlineData("""{"a":{"type":"f","id":"1","index":0}}""", """{"a":{"type":"f","id":"1","index":0}}""",
        """{"a":{"type":"f","id":"1","index":0}}""")]
    [InlineData("""{"a":{"type":"f"}}""", """{"a":{"type":null}}""", """{"a":{"type":"f"}}""")]
    [InlineData("""{"a":"x"}""", """{"a":{"b":1}}""", """{"a":{"b":1}}""")]
    [InlineData("{}", """{"a":null}""", """{"a":null}""")]
    public void Pieces_are_added(string first, string second, string sum)
    {
        MergedFields target = new();

        target.Add(Fields(first)).Add(Fields(second));

        Assert.Equal(sum, Describe.Value(target.ToFields()));
    }

    [Theory]
    [InlineData("""{"a":"x"}""", """{"a":"y"}""", """{"a":"y"}""")]
    [InlineData("""{"a":"x"}""", """{"a":null}""", """{"a":"x"}""")]
    [InlineData("""{"a":"x"}""", """{"b":null}""", """{"a":"x","b":null}""")]
    [InlineData("""{"a":[1]}""", """{"a":[2]}""", """{"a":[2]}""")]
    public void What_each_chunk_repeats_is_replaced(string first, string second, string result)
    {
        MergedFields target = new();

        target.Replace(Fields(first), new AnswerLimits());
        target.Replace(Fields(second), new AnswerLimits());

        Assert.Equal(result, Describe.Value(target.ToFields()));
    }

    [Theory]
    [InlineData("""{"a":"TEXT"}""")]
    [InlineData("""{"a":{"b":["TEXT"]}}""")]
    public void What_was_replaced_counts_no_longer(string fields)
    {
        // 1 MiB, of which an answer may have 16.
        string text = new('x', 1 << 20);
        OrderedDictionary piece = Fields(fields.Replace("TEXT", text, StringComparison.Ordinal));
        MergedFields target = new();
        AnswerLimits limits = new();

        Assert.All(Enumerable.Range(0, 70), _ => target.Replace(piece, limits));
        Assert.All(Enumerable.Range(0, 14), _ => limits.AddText(text));
        Assert.Throws<OfoxException>(() => limits.AddText(text));
    }

    [Theory]
    [InlineData("""{"a":{"b":"x"}}""", """{"a":{"b":"y"}}""")]
    [InlineData("""{"a":[{"index":0,"t":"x"}]}""", """{"a":[{"index":0,"t":"y"}]}""")]
    [InlineData("""{"a":[{"index":0,"t":{"u":"x"}}]}""", """{"a":[{"index":0,"t":{"u":"y"}}]}""")]
    public void A_piece_that_was_handed_out_does_not_change_afterwards(string first, string second)
    {
        OrderedDictionary piece = Fields(first);
        OrderedDictionary next = Fields(second);
        MergedFields target = new();

        target.Add(piece).Add(next).Add(Fields(second));

        Assert.Equal((first, second), (Describe.Value(piece), Describe.Value(next)));
    }

    [Theory]
    [InlineData("sse/reasoning")]
    [InlineData("sse/logprobs")]
    [InlineData("sse/unknown-fields")]
    [InlineData("sse/content-array-image")]
    [InlineData("sse/function-call-legacy")]
    [InlineData("sse/tool-unknown-fields")]
    public async Task A_chunk_of_a_call_does_not_change_afterwards(string name)
    {
        Fixture fixture = Fixture.Load(name);
        using System.Net.Http.HttpResponseMessage response = Reply.Of(200, new ScriptedStream([fixture.Bytes]), "text/event-stream");
        System.Collections.Generic.List<string> asTheyCame = [];

        CallResult result = await CallResult.OfAsync(new FakeServer(response), seen: item =>
        {
            if (item is ChunkEvent piece)
            {
                asTheyCame.Add(Describe.Value(piece.Chunk));
            }
        });

        Assert.NotEmpty(asTheyCame);
        Assert.Equal(asTheyCame, result.Chunks.Select(Describe.Value));
    }

    private static OrderedDictionary Fields(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return JsonTree.ObjectFrom(document.RootElement);
    }
}
