using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Batch;

/// <summary>What the samples for several machines do, with sessions as machines.</summary>
public sealed class FanOutTests : EngineTest
{
    [NotOnWineFact("its file system finds nothing by a pattern with *. in it")]
    public void Each_machine_does_its_part_and_the_parts_make_a_whole()
    {
        string file = Path.Combine(Folder.Path, "run.jsonl");
        foreach (int number in Enumerable.Range(1, 3))
        {
            using Engine machine = new();
            machine.Run("param($path, $part) 1..60 | ofox 'Which number?' -ThrottleLimit 8 -Checkpoint $path -Shard $part -ReportVariable report | ForEach-Object { }; $report.Failed", file, $"{number}/3").Succeeded();

            // A machine that is started again has nothing left to do.
            int sent = machine.Requests.Count;
            machine.Run("param($path, $part) 1..60 | ofox 'Which number?' -ThrottleLimit 8 -Checkpoint $path -Shard $part | ForEach-Object { }", file, $"{number}/3").Succeeded();
            Assert.Equal(sent, machine.Requests.Count);
        }

        EngineResult merged = Engine.Run("param($path) Import-OfoxCheckpoint $path", Path.Combine(Folder.Path, "run.*.jsonl"));

        Assert.Equal(60, merged.All<ChatCompletion>().Select(static answer => answer.Content).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(Engine.Run("param($path) Import-OfoxCheckpoint $path -Failed", Path.Combine(Folder.Path, "run.*.jsonl")).Output);
    }
}
