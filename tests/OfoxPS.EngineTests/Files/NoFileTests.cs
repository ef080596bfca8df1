using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Files;

/// <summary>What is no file is refused in words, at once: a directory, a root, a named pipe, a device, a path to nowhere.</summary>
public sealed class NoFileTests : EngineTest
{
    private static readonly string[] Uses =
    [
        "'a' | ofox -Checkpoint $file", "Import-OfoxCheckpoint $file", "Get-OfoxUsage $file",
        "Use-OfoxCassette $file -Mode Record { ofox one }",
        "Use-OfoxCassette $file { ofox one }", "ofox one | Export-OfoxConversation $file", "Import-OfoxConversation $file",
        "ofox one -SchemaPath $file",
        "ofox one -Image $file", "Get-Item -LiteralPath $file -ErrorAction Stop | ofox one",
        "Set-OfoxConfiguration -LogPath $file; ofox one",
    ];

    public static TheoryData<string> UseNames => [.. Uses];

    [Theory]
    [MemberData(nameof(UseNames))]
    public async Task It_is_an_error_of_ours(string use)
    {
        bool isUnix = !OperatingSystem.IsWindows();
        string pipe = Folder.File("pipe"), link = Folder.File("link");
        string[] names = [Folder.Path, Path.GetPathRoot(Folder.Path)!, Path.Combine(Folder.Write("plain", "x"), "below", "x")];
        if (isUnix)
        {
            using Process make = Process.Start("mkfifo", [pipe]);
            await make.WaitForExitAsync();
            File.CreateSymbolicLink(link, pipe);
            names = [.. names, pipe, link, "/dev/zero", @"\\host\share\x.jsonl"];
        }

        foreach (string name in names.Where(
            name => !(use.StartsWith("Set-", StringComparison.Ordinal) && name.StartsWith("/dev", StringComparison.Ordinal))
            && !(use.StartsWith("Get-Item", StringComparison.Ordinal) && Directory.Exists(name))))
        {
            using Engine engine = new();
            string script = "$file = $args[0]; try { $null = . { " + use + " } } catch { throw }";
            EngineResult result = await engine.Start(script, name).Result.WaitAsync(TimeSpan.FromMinutes(1));

            bool isGetItem = use.StartsWith("Get-Item", StringComparison.Ordinal) && !Path.Exists(name);
            Exception? error = (result.Failure ?? result.Errors.FirstOrDefault())?.Exception;
            Assert.True(isGetItem || error is OfoxException || result.Warnings.Count == 1, $"{name}: {error}");
        }

        Assert.False(Directory.Exists("/host"));
        Assert.Equal("x", File.ReadAllText(Folder.File("plain")));
    }

    [Theory]
    [InlineData("Import-OfoxCheckpoint 'nodrive:*'", "OfoxInvalidArgument")]
    [InlineData("Import-OfoxCheckpoint 'env:P*'", "OfoxInvalidArgument")]
    [InlineData("Import-OfoxCheckpoint '['", "OfoxFileError")]
    [InlineData("Import-OfoxCheckpoint 'none*'", "OfoxFileError")]
    public void A_pattern_that_finds_nothing_is_an_error_for_that_path(string script, string id) => Engine.Run(script).Error(id);

    [Theory]
    [InlineData("Get-OfoxUsage 'nodrive:*'", "OfoxInvalidArgument")]
    [InlineData("Get-OfoxUsage 'env:P*'", "OfoxInvalidArgument")]
    [InlineData("Get-OfoxUsage '['", "OfoxFileError")]
    public void So_is_one_of_a_log(string script, string id) => Engine.Try(script).Fails(id);

    [Fact]
    public void A_name_that_exists_is_that_file()
    {
        string path = Folder.File("b[1].jsonl");
        Engine.Run("'a' | ofox -Checkpoint $args[0] | Out-Null", path).Succeeded();
        Folder.Write("b1.jsonl", "another");

        Assert.Equal("a", Engine.Run("Import-OfoxCheckpoint $args[0]", path).Single<ChatCompletion>().Content);
        Assert.Equal("a", Engine.Run("Import-OfoxCheckpoint ([WildcardPattern]::Escape($args[0]))", path).Single<ChatCompletion>().Content);
    }
}
