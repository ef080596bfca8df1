using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Files;

/// <summary>A checkpoint that others change while it is written ends the run, and costs no answer.</summary>
public sealed class CheckpointLossTests : EngineTest
{
    [NotOnWindowsTheory("nobody else can write a file that is open for one writer")]
    [InlineData("[IO.File]::WriteAllText($file, '')", "")]
    [InlineData("[IO.File]::AppendAllText($file, 'more')", null)]
    public void A_file_that_was_changed_is_noticed_before_the_next_request(string change, string? left)
    {
        string path = Folder.File("run.jsonl");
        string script = "$file = $args[0]; 'a', 'b', 'c', 'd' | ForEach-Object { if ($_ -eq 'c') { " + change
            + " }; $_ } | ofox -Checkpoint $file";

        EngineResult result = Engine.Try(script, path);

        OfoxException failure = Assert.IsType<OfoxException>(result.Fails("OfoxFileError").Exception);
        Assert.Contains("somebody else has changed it", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("goes on from there", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], result.Output.Select(static item => ((ChatCompletion)item.BaseObject).Content));
        Assert.Equal(["a", "b"], failure.Completed.Select(static answer => answer.Content));
        Assert.Equal(2, Engine.Requests.Count);
        Assert.True(left is null ? File.ReadAllText(path).EndsWith("more", StringComparison.Ordinal) : File.ReadAllText(path) == left);
    }

    [Fact]
    public void A_run_is_refused_by_every_name_of_a_checkpoint_that_is_written()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = Folder.File("run.jsonl"), link = Folder.File("link"), chain = Folder.File("chain");
        File.CreateSymbolicLink(link, path);
        File.CreateSymbolicLink(chain, link);

        EngineResult result = Engine.Run(
            "param($file, $link) 'a', 'b' | ofox -Checkpoint $file | ForEach-Object { try { 'x' | ofox -Checkpoint $link } catch { "
                + "$_.FullyQualifiedErrorId } }",
            chain, path);

        Assert.Equal(2, result.Output.Count);
        Assert.All(result.Output, static item => Assert.StartsWith("OfoxFileError", item.ToString(), StringComparison.Ordinal));
        Assert.Equal(2, Engine.Requests.Count);
    }
}
