using System.Threading.Tasks;
using OfoxPS.Gateway.Wire;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>However much a server sends, the memory that it takes is bounded.</summary>
[Collection(AloneCollection.Name)]
public sealed class MemoryTests
{
    // 64 MiB of text are 128 MiB as .NET keeps it: once as it grows, and once as it is handed out.
    private const long Most = 512;

    // What the buffers of a connection hold, and what came while the collector ran.
    private const long MostOfPieces = 64;

    public static TheoryData<string> Large
    {
        get
        {
            TheoryData<string> data = [];
            foreach (WireFault fault in WireCatalog.All)
            {
                if (fault.Large)
                {
                    data.Add(fault.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Large))]
    public async Task An_answer_takes_memory_to_its_limit_and_no_more(string name)
    {
        WireFault fault = WireCatalog.Find(name)!;
        using PeakMemory memory = new();

        Observation seen = await FaultRun.PlayAsync(fault, fault.Whole is null, string.Empty);

        Assert.Equal("OfoxInvalidResponse", seen.Outcome.Result);
        Assert.InRange(memory.MebiBytes, 0, Most);
    }

    [Theory]
    [InlineData("text without end")]
    [InlineData("reasoning without end")]
    [InlineData("arguments without end")]
    [InlineData("an unknown text without end")]
    public async Task A_stream_whose_pieces_are_taken_one_by_one_is_not_kept(string name)
    {
        // Found before the memory is watched: the faults of the catalog are made once, with all that they send.
        WireFault fault = WireCatalog.Find(name)!;
        using PeakMemory memory = new(collects: true);

        Observation seen = await FaultRun.PlayAsync(fault, stream: true, string.Empty, keepText: false);

        Assert.Equal("OfoxInvalidResponse", seen.Outcome.Result);
        Assert.InRange(memory.MebiBytes, 0, MostOfPieces);
    }
}
