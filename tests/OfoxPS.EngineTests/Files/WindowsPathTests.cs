using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Files;

/// <summary>Paths and texts as they are typed and kept in Windows.</summary>
public sealed class WindowsPathTests : EngineTest
{
    [WindowsTheory("drives and backslashes")]
    [InlineData(@"""$folder\run.jsonl""")]
    [InlineData(@"$folder.Replace('\', '/') + '/run.jsonl'")]
    [InlineData("'run.jsonl'")]
    [InlineData(@"'.\run.jsonl'")]
    [InlineData(@"$folder.Substring(0, 2) + 'run.jsonl'")]
    [InlineData(@"$folder.Substring(2) + '\run.jsonl'")]
    [InlineData(@"""\\?\$folder\run.jsonl""")]
    [InlineData(@"""FileSystem::$folder\run.jsonl""")]
    [InlineData(@"'of:\run.jsonl'")]
    public void A_path_leads_to_the_same_file_however_it_is_written(string path)
    {
        string script = $$"""
            $folder = $args[0]
            $null = New-PSDrive of FileSystem $folder
            Set-Location -LiteralPath $folder
            'a', 'b' | ofox -Checkpoint ({{path}}) | ForEach-Object Content
            (Import-OfoxCheckpoint -LiteralPath ({{path}})).Content
            'a', 'b' | ofox -Checkpoint "$folder\run.jsonl" | ForEach-Object Content
            """;

        Assert.Equal(["a", "b", "a", "b", "a", "b"], Engine.Run(script, Folder.Path).All<string>());
        Assert.Equal(2, Engine.Requests.Count);
        Assert.Equal([Folder.File("run.jsonl")], Directory.GetFiles(Folder.Path));
    }

    [WindowsTheory("code pages of Windows")]
    [InlineData("ansi")]
    [InlineData("oem")]
    public void A_file_in_a_code_page_of_the_system_is_read_as_it_was_meant(string name)
    {
        TextInfo system = CultureInfo.CurrentCulture.TextInfo;
        int page = name == "oem" ? system.OEMCodePage : system.ANSICodePage;
        File.WriteAllBytes(Folder.File("x.txt"), CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes("Größe é"));

        Engine.Run($"Get-Item -LiteralPath $args[0] | ofox x -Encoding {name}", Folder.File("x.txt")).Succeeded();

        string? text = Engine.Sent.Messages.EnumerateArray().Last().GetProperty("content").EnumerateArray().Last().GetProperty("text")
            .GetString();
        Assert.Contains("Größe é", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_of_ours_has_line_feeds_alone()
    {
        Engine.Run(
            """
            param($folder)
            Set-OfoxConfiguration -LogPath "$folder/log.jsonl"
            Use-OfoxCassette "$folder/cassette.json" -Mode Record { ofox one; ofox two } | Export-OfoxConversation "$folder/conversation.jsonl"
            "a`r`nb", 'c' | ofox -Checkpoint "$folder/run.jsonl"
            """,
            Folder.Path).Succeeded();

        string[] files = [.. new[] { "cassette.json", "conversation.jsonl", "log.jsonl", "run.jsonl" }.Select(Folder.File)];
        Assert.All(files, static file => Assert.Contains((byte)'\n', File.ReadAllBytes(file)));
        Assert.All(files, static file => Assert.DoesNotContain((byte)'\r', File.ReadAllBytes(file)));
    }
}
