using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace OfoxPS.FrameworkTests.Faults;

/// <summary>Whatever a server, a proxy or a network does, the user gets in Windows PowerShell what the user gets in PowerShell 7.</summary>
public sealed class FaultTests(FaultRuns runs) : IClassFixture<FaultRuns>
{
    /// <summary>Every fault, for a whole answer and for a stream; those that end otherwise here are skipped with the reason.</summary>
    public static IEnumerable<TheoryDataRow<string, bool>> Rows => FaultRuns.All.Select(static row =>
        new TheoryDataRow<string, bool>(row.Fault.Name, row.Stream) { Skip = Differences.Reason(row.Fault.Name) });

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_fault_has_the_same_end_as_on_dotnet(string name, bool stream)
    {
        Fault fault = Fault.All.Single(fault => fault.Name == name);
        (string Result, int Tries, string? Keeps) expected = fault.Expected(stream)!.Value;

        (string result, int tries, string? keeps, string words) = await runs.Of(name, stream);

        Assert.True(expected == (result, tries, keeps), $"{(result, tries, keeps)} instead of {expected}: {words}");
    }
}
