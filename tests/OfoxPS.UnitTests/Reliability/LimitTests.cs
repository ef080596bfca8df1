using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>The list of limits in docs/reliability.md is true: as much as it says is accepted, and one more is not.</summary>
[Collection(AloneCollection.Name)]
public sealed class LimitTests
{
    public static TheoryData<string> Played =>
        [.. LimitCatalog.All.Where(static limit => limit.Play is not null || limit.Fits is not null).Select(static limit => limit.What)];

    [Theory]
    [MemberData(nameof(Played))]
    public async Task Up_to_the_limit_and_no_further(string what)
    {
        Limit limit = LimitCatalog.All.Single(limit => limit.What == what);
        long cap = Listed(what);

        if (limit.Fits is { } fits)
        {
            Assert.True(fits(cap));
            Assert.False(fits(cap + 1));
            return;
        }

        Assert.Null((await PlayAsync(limit, cap)).Error);
        Assert.Equal(OfoxErrorKind.OfoxInvalidResponse, Assert.IsType<OfoxException>((await PlayAsync(limit, cap + 1)).Error).Kind);
    }

    [Fact]
    public void Every_limit_is_played_somewhere()
    {
        string others = File.ReadAllText(Path.Combine(Checkout.Root, "tests", "OfoxPS.EngineTests", "Reliability", "LimitTests.cs"))
            + File.ReadAllText(Path.Combine(Checkout.Root, "tests", "OfoxPS.Tests", "McpHostile.Tests.ps1"));

        Assert.All(
            LimitCatalog.All.Where(static limit => limit is { Play: null, Fits: null, IsTime: false }),
            limit => Assert.Contains($"\"{limit.What}\"", others, StringComparison.Ordinal));
    }

    // What stands in the docs, not what the code says.
    private static long Listed(string what)
    {
        string row = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "reliability.md"))
            .Single(line => line.StartsWith($"| {what} | ", StringComparison.Ordinal));
        return long.Parse(row.Split('|')[2].Trim().Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    private static async Task<CallResult> PlayAsync(Limit limit, long size)
    {
        using HttpResponseMessage response = limit.Play!(size);
        return await CallResult.EndAsync(new OfoxClient(Ask.Once, new FakeServer(response)), limit.Stream ? Ask.Streamed : Ask.Plain);
    }
}
