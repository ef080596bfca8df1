using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using OfoxPS.Core.Catalog;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Catalog;

/// <summary>The file that all processes of a user share.</summary>
public sealed class CatalogFileTests : IDisposable
{
    private static readonly Uri Address = new("https://gateway.test/v1/models?key=secret-0123");
    private static readonly DateTimeOffset Date = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("ofox").FullName;

    private string Path => System.IO.Path.Combine(_folder, "sub", "models.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read()
    {
        Assert.Null(File().Write(Answer("a/one", "a/two")));

        PriceList list = Read();
        Assert.Equal(["a/one", "a/two"], list.Models.Select(static model => model.Id));
        Assert.Equal((Date, "\"tag\""), (list.Date, list.Tag));
        Assert.DoesNotContain("secret", System.IO.File.ReadAllText(Path));
        OfoxPS.UnitTests.Files.Unix.AssertPrivate(Path);
        Assert.Equal([Path], Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public void It_is_read_once_for_each_change()
    {
        File().Write(Answer("a/one"));
        PriceList first = Read();

        Assert.Same(first, Read());
        File().Write(Answer("a/one", "a/two"));
        Assert.Equal(2, Read().Models.Count);
    }

    [Fact]
    public void The_server_says_that_nothing_has_changed()
    {
        File().Write(Answer("a/one"));
        Assert.Null(File().Renew(Date.AddDays(1)));

        Assert.Equal((Date.AddDays(1), "\"tag\"", "a/one"), (Read().Date, Read().Tag, Read().Models[0].Id));
    }

    [Fact]
    public void None_there_is_nothing_wrong()
    {
        Assert.Null(File().Read(out string? problem));
        Assert.Null(problem);
        Assert.Null(new CatalogFile(null, Address).Read(out problem));
        Assert.Null(problem);
        Assert.Null(new CatalogFile(null, Address).Write(Answer("a/one")));
    }

    [Theory]
    [InlineData("", "damaged")]
    [InlineData("{", "damaged")]
    [InlineData("[]", "damaged")]
    [InlineData("null", "damaged")]
    [InlineData("""{"version":1,"address":"https://gateway.test/v1/models","date":"2026-11-01T12:00:00Z"}""", "damaged")]
    [InlineData("""{"version":1,"address":"https://gateway.test/v1/models","date":"soon","answer":{"data":[]}}""", "damaged")]
    [InlineData("""{"version":1,"address":"https://gateway.test/v1/models","date":"2026-11-01T12:00:00Z","answer":{"data":3}}""",
        "damaged")]
    [InlineData("""{"version":1,"address":"https://other.test/v1/models","date":"2026-11-01T12:00:00Z","answer":{"data":[]}}""",
        "another server")]
    [InlineData("""{"version":2,"whatever":true}""", "newer version")]
    public void What_cannot_be_used_is_ignored_and_said(string text, string reason)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        System.IO.File.WriteAllText(Path, text);

        Assert.Null(File().Read(out string? problem));
        Assert.Contains(reason, problem);
    }

    [Fact]
    public void Cut_at_every_place_it_is_whole_or_ignored()
    {
        File().Write(Answer("a/one"));
        byte[] whole = System.IO.File.ReadAllBytes(Path);
        for (int length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(Path, whole[..length]);
            Assert.Null(File().Read(out string? problem));
            Assert.NotNull(problem);
        }
    }

    [Fact]
    public void A_damaged_file_is_replaced_and_that_of_a_newer_version_is_left()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        System.IO.File.WriteAllText(Path, "{");
        Assert.Null(File().Write(Answer("a/one")));
        Assert.Single(Read().Models);

        System.IO.File.WriteAllText(Path, """{"version":99}""");
        Assert.Contains("newer version", File().Write(Answer("a/one")));
        Assert.Equal("""{"version":99}""", System.IO.File.ReadAllText(Path));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_said()
    {
        System.IO.File.WriteAllText(System.IO.Path.Combine(_folder, "sub"), "a file where the folder should be");

        Assert.Contains(Path, File().Write(Answer("a/one")));
        Assert.Null(File().Read(out _));
    }

    [Fact]
    public void A_folder_in_its_place_is_said()
    {
        Directory.CreateDirectory(Path);

        Assert.NotNull(File().Write(Answer("a/one")));
        Assert.Null(File().Read(out _));
    }

    [NotOnWineFact("a File.Replace that meets another one leaves a file of its own behind")]
    public async Task Many_write_and_read_at_once()
    {
        File().Write(Answer("a/0"));
        Assert.NotEmpty(Read().Models);
        Task[] writers = [.. Enumerable.Range(0, 4).Select(number => Task.Run(() =>
        {
            for (int i = 0; i < 50; i++)
            {
                Assert.Null(File().Write(Answer([.. Enumerable.Range(0, 1 + ((number + i) % 7)).Select(static id => $"a/{id}")])));
            }
        }))];
        Task[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                Assert.NotEmpty(Read().Models);
            }
        }))];

        await Task.WhenAll([.. writers, .. readers]);
        Assert.Equal([Path], Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public void Each_server_has_its_file_and_a_query_does_not_matter()
    {
        string? of = CatalogFolder.FileOf(new Uri("https://a.test/v1/models"));

        Assert.NotNull(of);
        Assert.Equal(of, CatalogFolder.FileOf(new Uri("https://a.test/v1/models?api-key=x")));
        Assert.NotEqual(of, CatalogFolder.FileOf(new Uri("https://a.test/v2/models")));
        Assert.NotEqual(of, CatalogFolder.FileOf(new Uri("http://a.test/v1/models")));
        Assert.NotEqual(of, CatalogFolder.FileOf(new Uri("https://a.test:8443/v1/models")));
        Assert.DoesNotContain(':', System.IO.Path.GetFileName(CatalogFolder.FileOf(new Uri("http://[::1]:80/v1/models"))!));
    }

    private static CatalogAnswer Answer(params string[] ids) => new(
        Encoding.UTF8.GetBytes(
            $$"""{"data":[{{string.Join(",", ids.Select(static id => $$"""{"id":"{{id}}","name":"ünknöwn \ud83e"}"""))}}]}"""), Date,
            "\"tag\"");

    private CatalogFile File() => new(Path, Address);

    private PriceList Read()
    {
        PriceList? list = File().Read(out string? problem);
        Assert.Null(problem);
        return list!;
    }
}
