using System.Linq;
using OfoxPS.Benchmarks.Server;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Streams;

/// <summary>
/// What a chunk of a stream costs, in bytes that the process allocates: nothing else runs meanwhile, and the server's bytes are made
/// before.
/// </summary>
[Collection(ProcessState.Name)]
public sealed class ChunkCostTests : EngineTest
{
    private const long Most = 1200;

    private const int Few = 1_000;

    private const int Many = 11_000;

    private static readonly string Address = new PreparedServer().Start();

    [Theory]
    [InlineData("Get-OfoxStream hi > $null")]
    [InlineData("$all = Get-OfoxStream hi")]
    [InlineData("Invoke-OfoxChat hi -Stream > $null")]
    [InlineData("$text = Invoke-OfoxChat hi -Stream -Raw")]
    public void A_chunk_costs_little(string command)
    {
        Allocated(command, Few);
        Allocated(command, Many);

        long cost = (Allocated(command, Many) - Allocated(command, Few)) / (Many - Few);

        Assert.InRange(cost, 50, Most);
    }

    [Fact]
    public void A_burst_of_live_text_is_shown_whole_in_fewer_pieces()
    {
        EngineResult result = Engine.Run("param($address) Invoke-OfoxChat hi -Model chunks/5000 -BaseUri $address -Stream", Address);

        string[] pieces = [.. result.Information.Select(static record => record.MessageData.ToString()!)];
        Assert.Equal(result.Single<ChatCompletion>().Content, string.Concat(pieces).TrimEnd('\n'));
        Assert.InRange(pieces.Length, 101, 4_000);
    }

    private long Allocated(string command, int chunks) => Engine.Run(
        $"""
        param($address)
        $before = [GC]::GetTotalAllocatedBytes($true)
        {command.Replace("hi", $"hi -Model chunks/{chunks} -BaseUri $address")}
        [GC]::GetTotalAllocatedBytes($true) - $before
        """,
        Address).Single<long>();
}
