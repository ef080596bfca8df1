using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

public sealed class FileTests : EngineTest
{
    // A grey dot.
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==");

    [Fact]
    public void A_text_file_is_its_name_and_its_text()
    {
        using TemporaryFolder folder = new();

        Engine.Run("param($path) [IO.FileInfo] $path | ofox 'sum up'", folder.Write("notes.txt", "alpha\nbeta")).Succeeded();

        Assert.Contains("notes.txt:\nalpha\nbeta", Engine.Sent.Entry.Body!.Replace("\\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_file_is_an_image_whatever_its_name()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("picture.txt");
        File.WriteAllBytes(path, Png);

        Engine.Run("param($path) [IO.FileInfo] $path | ofox 'caption'", path).Succeeded();

        var parts = Engine.Sent.Messages[0].GetProperty("content").EnumerateArray().ToArray();
        Assert.Equal(["text", "image_url"], parts.Select(static part => part.GetProperty("type").GetString()));
        Assert.Equal("data:image/png;base64," + Convert.ToBase64String(Png), parts[1].GetProperty("image_url").GetProperty("url").GetString());
    }

    [Theory]
    [InlineData("'{0}'")]
    [InlineData("([IO.FileInfo] '{0}')")]
    [InlineData("([IO.File]::ReadAllBytes('{0}'))")]
    public void An_image_is_given_as_a_path_a_file_or_bytes(string form)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a.png");
        File.WriteAllBytes(path, Png);

        Engine.Run("ofox 'caption' -Image " + form.Replace("{0}", path, StringComparison.Ordinal)).Succeeded();

        Assert.Contains("data:image/png;base64,", Engine.Sent.Entry.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("low")]
    [InlineData("HIGH")]
    public void The_detail_of_an_image_is_sent_in_the_words_of_the_API(string detail)
    {
        Engine.Run($"ofox 'caption' -Image https://example.com/i.png -ImageDetail {detail}").Succeeded();

        Assert.Contains($"\"detail\":\"{detail.ToLowerInvariant()}\"", Engine.Sent.Entry.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_gone_is_an_error_for_that_file()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("there.txt", "text");

        EngineResult result = Engine.Run("param($gone, $there) [IO.FileInfo] $gone, [IO.FileInfo] $there | ofox 'x'", folder.File("gone.txt"), path);

        result.Error("OfoxFileError");
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_directory_is_refused_and_the_files_go_on()
    {
        using TemporaryFolder folder = new();

        EngineResult result = Engine.Run("param($folder, $file) [IO.DirectoryInfo] $folder, [IO.FileInfo] $file | ofox 'x'", folder.Path, folder.Write("a.txt", "text"));

        Assert.Single(result.Errors);
        Assert.Single(result.Output);
    }
}
