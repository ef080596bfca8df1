using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Batch;

/// <summary>Many at once within a sum, and going on with a larger one.</summary>
public sealed class MaxCostTests : EngineTest
{
    [Fact]
    public void Sixty_four_at_once_set_aside_what_they_can_cost_and_spend_no_more_than_the_sum()
    {
        // Each can cost up to 0.20 USD, so that five fit into the sum at once; each does cost much less.
        EngineResult result = Engine.Run(
            "1..64 | ForEach-Object { \"tell me a story $_\" } | ofox -ThrottleLimit 64 -MaxCost 1.00 -MaxTokens 20000 -ReportVariable "
            + "global:r");

        Assert.Equal(64, result.All<ChatCompletion>().Count);
        OfoxBatchReport report = (OfoxBatchReport)Engine.Run("$r").Output[0].BaseObject;
        Assert.InRange(report.Cost!.Value, 0.001m, 1.00m);
        Assert.Equal(result.Output.Sum(static item => ((ChatCompletion)item.BaseObject).Cost!.Value), report.Cost.Value);
    }

    [Fact]
    public void A_run_that_its_sum_has_ended_goes_on_with_a_larger_one()
    {
        const string Script =
            "param($path, $most) 1..40 | ForEach-Object { \"tell me a story $_\" } | ofox -ThrottleLimit 16 -MaxTokens 50 -Checkpoint "
                + "$path -MaxCost $most -ReportVariable global:r";
        string file = Path.Combine(Folder.Path, "run.jsonl");

        Assert.Contains(
            "the same command goes on from there with a larger budget", Engine.Try(Script, file, 0.005m).Fails("OfoxBudgetExceeded")
            .ToString(), StringComparison.Ordinal);

        // What the file has counts: both runs together spend no more than the sum.
        Assert.Contains(
            "of it by earlier runs of this checkpoint", Engine.Try(Script, file, 0.005m).Fails("OfoxBudgetExceeded")
            .ToString(), StringComparison.Ordinal);
        decimal spent = Engine.Run("param($path) Import-OfoxCheckpoint $path", file).All<ChatCompletion>()
            .Sum(static answer => answer.Cost!.Value);
        Assert.InRange(spent, 0.001m, 0.005m);
        EngineResult result = Engine.Run(Script, file, 5m);

        Assert.Equal(40, result.All<ChatCompletion>().Count);
        OfoxBatchReport report = (OfoxBatchReport)Engine.Run("$r").Output[0].BaseObject;
        Assert.Equal(40, report.Succeeded + report.Replayed);
        Assert.True(report.Replayed > 0);
        Assert.All(result.All<ChatCompletion>(), static answer => Assert.NotNull(answer.Cost));
    }

    [Fact]
    public void Without_a_checkpoint_each_pipeline_begins_anew()
    {
        const string Script = "1..5 | ForEach-Object { ofox 'tell me a story' -MaxTokens 50 -MaxCost 0.001 }";

        Assert.Equal(5, Engine.Run(Script).All<ChatCompletion>().Count);
        Assert.True(Engine.Run(Script).All<ChatCompletion>().Sum(static answer => answer.Cost) > 0.001m);
    }
}
