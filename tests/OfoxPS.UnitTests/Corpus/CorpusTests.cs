using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Corpus;

/// <summary>Every file of the corpus, as one piece and in all the pieces that a network may cut it into.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Streams => Fixture.Names("sse");

    public static TheoryData<string> Answers => Fixture.Names("json");

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_stream_is_read_as_its_file_says(string name) => await HoldAsync(name);

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_is_read_as_its_file_says(string name) => await HoldAsync(name);

    [Theory]
    [MemberData(nameof(Streams))]
    [MemberData(nameof(Answers))]
    public async Task The_packets_make_no_difference(string name)
    {
        Fixture fixture = Fixture.Load(name);
        byte[] bytes = fixture.Bytes;
        string whole = Describe.Result(await fixture.ReadAsync(bytes));

        for (int cut = 1; cut < bytes.Length; cut++)
        {
            string cutOnce = Describe.Result(await fixture.ReadAsync(bytes[..cut], bytes[cut..]));
            Assert.True(whole == cutOnce, $"Cut at byte {cut}:\n{cutOnce}\ninstead of\n{whole}");
        }

        Assert.Equal(whole, Describe.Result(await fixture.ReadAsync([.. bytes.Select(static one => new[] { one })])));
        Random random = new(bytes.Length);
        for (int round = 0; round < 10; round++)
        {
            Assert.Equal(whole, Describe.Result(await fixture.ReadAsync(Scatter(bytes, random))));
        }
    }

    private static async Task HoldAsync(string name)
    {
        Fixture fixture = Fixture.Load(name);

        CallResult result = await fixture.ReadAsync(fixture.Bytes);

        Expectation.Hold(fixture.Expected, result);
    }

    private static byte[][] Scatter(byte[] bytes, Random random)
    {
        List<byte[]> pieces = [];
        for (int at = 0; at < bytes.Length;)
        {
            int length = Math.Min(random.Next(1, 40), bytes.Length - at);
            pieces.Add(bytes[at..(at + length)]);
            at += length;
        }

        return [.. pieces];
    }
}
