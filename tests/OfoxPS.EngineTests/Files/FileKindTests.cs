using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Files;

/// <summary>A file of one kind in the place of another is refused and left as it is, as is a file of somebody else.</summary>
public sealed class FileKindTests : EngineTest
{
    private static readonly (string Kind, string Make)[] Makers =
    [
        ("checkpoint", "'a', 'b' | ofox -Checkpoint $file"),
        ("log", "Set-OfoxConfiguration -LogPath $file; ofox one; Set-OfoxConfiguration -LogPath $null"),
        ("cassette", "Use-OfoxCassette $file -Mode Record { ofox one }"),
        ("conversation", "ofox one | Export-OfoxConversation $file"),
        ("minified", "[IO.File]::WriteAllText($file, '{\"important\":1}')"),
        ("notes", "[IO.File]::WriteAllText($file, \"my notes`nmore`n\")"),
        ("word", "[IO.File]::WriteAllText($file, 'secret')"),
        ("zeros", "[IO.File]::WriteAllBytes($file, [byte[]]::new(600))"),
    ];

    private static readonly (string Kind, string Use)[] Users =
    [
        ("checkpoint", "'a', 'b' | ofox -Checkpoint $file"),
        ("checkpoint", "'c' | ofox -Checkpoint $file -ThrottleLimit 2"),
        ("checkpoint", "Import-OfoxCheckpoint $file"),
        ("log", "Set-OfoxConfiguration -LogPath $file -LogMaximumSize 64KB; try { ofox two } finally { Set-OfoxConfiguration -LogPath "
            + "$null }"),
        ("cassette", "Use-OfoxCassette $file -Mode Record { ofox two }"),
        ("cassette", "Use-OfoxCassette $file -Mode Auto -Prune { ofox two }"),
        ("cassette", "Use-OfoxCassette $file { ofox one }"),
        ("conversation", "ofox two | Export-OfoxConversation $file"),
        ("conversation", "Import-OfoxConversation $file"),
    ];

    public static TheoryData<string, string, string> Pairs
    {
        get
        {
            TheoryData<string, string, string> pairs = [];
            foreach ((string made, string make) in Makers)
            {
                foreach ((string kind, string use) in Users.Where(user => user.Kind != made))
                {
                    pairs.Add(made, make, use);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_file_of_another_kind_is_left_as_it_is(string kind, string make, string use)
    {
        string path = Folder.File(kind);
        Engine.Run("$file = $args[0]; $null = . { " + make + " }", path).Succeeded();
        byte[] before = File.ReadAllBytes(path);

        EngineResult result = Engine.Try("$file = $args[0]; $null = . { " + use + " }", path);

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Folder.Path));
        ErrorRecord? error = result.Failure ?? result.Errors.FirstOrDefault();
        Assert.True(error?.Exception is OfoxException || result.Warnings.Count > 0, $"{error?.Exception}");
    }

    [Fact]
    public void An_empty_file_may_be_anything()
    {
        foreach ((string kind, string make) in Makers.Take(4))
        {
            Engine.Run("$file = $args[0]; $null = . { " + make + " }", Folder.Write(kind, string.Empty)).Succeeded();
            Assert.NotEqual(0, new FileInfo(Folder.File(kind)).Length);
        }
    }

    [Fact]
    public void What_holds_answers_is_for_this_user_alone()
    {
        string image = Folder.File("a.png");
        File.WriteAllBytes(
            image, Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        foreach ((string kind, string make) in Makers.Take(4)
            .Append(("images", $"Use-OfoxCassette $file -Mode Record {{ ofox see -Image '{image}' }}")))
        {
            Engine.Run("$file = $args[0]; $null = . { " + make + " }", Folder.File(kind)).Succeeded();
        }

        Assert.All(
            Directory.GetFiles(Folder.Path, "*", SearchOption.AllDirectories).Where(file => file != image),
            static file =>
                Assert.True(OperatingSystem.IsWindows()
                    || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file));
        Assert.Single(Directory.GetFiles(Folder.Path, "*.png", SearchOption.AllDirectories), file => file != image);
    }
}
