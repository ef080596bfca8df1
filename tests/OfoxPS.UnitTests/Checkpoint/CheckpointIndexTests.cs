using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using OfoxPS.Core.Checkpoint;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Checkpoint;

/// <summary>The memory of an index is that of the process, so nothing else may run meanwhile.</summary>
[Collection(AloneCollection.Name)]
public sealed class CheckpointIndexTests
{
    [Fact]
    public void A_hundred_thousand_records_take_few_megabytes_of_memory()
    {
        CheckpointIndex index = new();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (int number in Enumerable.Range(0, 100_000))
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
            index.Add(index.NextKey(hash), RecordState.Succeeded, number * 1500L);
        }

        long taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(100_000, index.Unused);
        Assert.True(taken < 25_000_000, $"{taken} bytes");
    }
}
