using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using OfoxPS.Gateway.Wire;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>Whatever a server, a proxy or a network does, the user gets the right answer or one right error.</summary>
public sealed class ReliabilityTests(FaultRuns runs) : IClassFixture<FaultRuns>
{
    public static TheoryData<string, bool> Faults
    {
        get
        {
            TheoryData<string, bool> data = [];
            foreach ((WireFault fault, bool stream, Outcome _) in FaultRuns.All)
            {
                data.Add(new TheoryDataRow<string, bool>(fault.Name, stream) { Skip = WineDifferences.Skip(fault) });
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_has_one_right_end(string name, bool stream)
    {
        (WireFault fault, bool _, Outcome expected) = FaultRuns.All.Single(run => run.Fault.Name == name && run.Stream == stream);

        Observation seen = await runs.Of(name, stream);

        Assert.True(expected == seen.Outcome, $"{seen.Outcome} instead of {expected}: {seen.Words}");
        Assert.Contains(fault.Says, seen.Words, StringComparison.OrdinalIgnoreCase);
        Assert.True(seen.Words.Length < 3000, $"{seen.Words.Length} characters are no message.");
        if (seen.Content is not null && fault.Says.Length == 0)
        {
            Assert.Equal(fault.Model is null ? "Hello" : "one two three", seen.Content);
        }

        // What waits for a connection may wait for the one of the try before.
        if (seen.Connections is { } connections && fault.ConnectionSeconds > 10)
        {
            Assert.Equal(fault.Connections ?? expected.Tries, connections);
        }
    }

    [Fact]
    public void Each_fault_has_a_name_of_its_own() =>
        Assert.Equal(WireCatalog.All.Count, WireCatalog.All.Select(static fault => fault.Name).Distinct().Count());

    [NotOnWineFact("some faults are not played, see WineDifferences")]
    public async Task The_table_in_the_docs_is_what_was_seen()
    {
        List<(WireFault Fault, bool Stream, Observation Seen)> seen = [];
        foreach ((WireFault fault, bool stream, Outcome _) in FaultRuns.All)
        {
            seen.Add((fault, stream, await runs.Of(fault.Name, stream)));
        }

        string path = Path.Combine(Checkout.Root, "docs", "reliability.md");
        string table = ReliabilityTable.Write(seen);
        if (Environment.GetEnvironmentVariable("OFOXPS_WRITE_TABLE") == "1")
        {
            await File.WriteAllTextAsync(path, table);
        }

        Assert.Equal(table, (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n"));
    }
}
