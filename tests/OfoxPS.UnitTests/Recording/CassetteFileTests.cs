using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using OfoxPS.Core.Recording;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Recording;

/// <summary>The file of a cassette: what is added to it, what is missing from it, and what is taken out of it.</summary>
public sealed class CassetteFileTests : CassetteTestBase
{
    [Fact]
    public async Task What_is_added_to_the_end_reads_as_if_all_had_been_written_at_once()
    {
        foreach (string model in new[] { "a/b", "c/d", "e/f" })
        {
            await RunAsync(CassetteMode.Auto, new FakeServer(Reply.Stream()), Ask.Streamed with { Model = model });
        }

        IReadOnlyList<Interaction> kept = CassetteFile.Read(Path, out _);
        Assert.Equal(3, kept.Count);
        Assert.Equal(CassetteWriter.ToText(kept), File.ReadAllText(Path));
    }

    [Fact]
    public async Task An_edited_file_is_added_to_all_the_same()
    {
        await RunAsync(CassetteMode.Auto, new FakeServer(Reply.Stream()), Ask.Streamed with { Model = "a/b" });
        File.WriteAllText(Path, File.ReadAllText(Path).Replace("\n", "\r\n") + " ");

        await RunAsync(CassetteMode.Auto, new FakeServer(Reply.Stream()), Ask.Streamed with { Model = "c/d" });

        Assert.Equal(2, CassetteFile.Read(Path, out _).Count);
    }

    [Fact]
    public void Of_what_the_file_holds_nothing_is_read_to_add_to_it()
    {
        // What would not be read as a cassette any more, but begins and ends like one.
        string file = CassetteWriter.Beginning + "not JSON    }";
        File.WriteAllText(Path, file + CassetteWriter.End);
        using System.Text.Json.JsonDocument body = System.Text.Json.JsonDocument.Parse("{}");

        Assert.True(CassetteFile.TryAppend(Path, [new Interaction("POST", "u", body.RootElement.Clone(), new RecordedResponse())], []));

        Assert.StartsWith(file + ",\n    {", File.ReadAllText(Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_ends_like_a_cassette_and_is_none_is_not_added_to()
    {
        File.WriteAllText(Path, "{\n  \"mine\": [\n    {\n    }" + CassetteWriter.End);
        byte[] before = File.ReadAllBytes(Path);
        using System.Text.Json.JsonDocument body = System.Text.Json.JsonDocument.Parse("{}");
        Interaction fresh = new("POST", "u", body.RootElement.Clone(), new RecordedResponse());

        Assert.False(CassetteFile.TryAppend(Path, [fresh], []));
        Assert.Throws<OfoxException>(() => CassetteFile.Change(Path, current => [.. current, fresh], []));
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":99,"interactions":[]}""")]
    public void A_file_that_is_no_cassette_cannot_be_read(string text)
    {
        File.WriteAllText(Path, text);

        OfoxException failure = Assert.Throws<OfoxException>(() => CassetteFile.Read(Path, out _));

        Assert.Equal((OfoxErrorKind.OfoxFileError, false), (failure.Kind, failure.IsWrite));
        Assert.StartsWith($"The cassette '{Path}' cannot be read: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_missing_at_the_end_the_whole_recordings_are_read_and_recording_goes_on()
    {
        foreach (string model in new[] { "a/b", "c/d" })
        {
            await RunAsync(CassetteMode.Auto, new FakeServer(Reply.Stream()), Ask.Streamed with { Model = model });
        }

        byte[] two = File.ReadAllBytes(Path);
        await RunAsync(CassetteMode.Auto, new FakeServer(Reply.Stream()), Ask.Streamed with { Model = "e/f" });
        byte[] three = File.ReadAllBytes(Path);
        int same = two.Zip(three).TakeWhile(static pair => pair.First == pair.Second).Count();
        for (int length = same + 1; length < three.Length - 2; length++)
        {
            File.WriteAllBytes(Path, three.AsSpan(0, length).ToArray());
            Assert.Equal(length < three.Length - CassetteWriter.End.Length ? 2 : 3, CassetteFile.Read(Path, out bool isTorn).Count);
            Assert.True(isTorn);
        }

        File.WriteAllBytes(Path, [.. three.Take(same + 9), 0, 0, 0]);
        CassetteSession session = new(new CassetteOptions { Path = Path, Mode = CassetteMode.Replay });
        Assert.Contains("ends inside a recording", session.Warning, StringComparison.Ordinal);
        await RunAsync(CassetteMode.Auto, new FakeServer(Reply.Stream()), Ask.Streamed with { Model = "e/f" });
        Assert.Equal(WithoutTimes(Poly.Utf8(three)), WithoutTimes(File.ReadAllText(Path)));
        Assert.Null(new CassetteSession(new CassetteOptions { Path = Path, Mode = CassetteMode.Replay }).Warning);
    }

    [Fact]
    public async Task A_reader_waits_for_whoever_is_adding_to_the_file()
    {
        foreach (string model in new[] { "a/b", "c/d" })
        {
            await RunAsync(CassetteMode.Auto, new FakeServer(Reply.Stream()), Ask.Streamed with { Model = model });
        }

        byte[] whole = File.ReadAllBytes(Path);
        Task<int> read;
        using (OfoxPS.Core.Files.UserLock held = OfoxPS.Core.Files.UserLock.OfName(Path, TimeSpan.FromSeconds(30)))
        {
            File.WriteAllBytes(Path, whole.AsSpan(0, whole.Length - 50).ToArray());
            read = Task.Run(() => CassetteFile.Read(Path, out _).Count);
            Assert.NotSame(read, await Task.WhenAny(read, Task.Delay(50)));
            File.WriteAllBytes(Path, whole);
        }

        Assert.Equal(2, await read);
    }

    [Theory]
    [InlineData("Record")]
    [InlineData("Auto")]
    public async Task What_no_request_has_met_can_be_removed(string mode)
    {
        foreach (string model in new[] { "a/b", "c/d", "e/f" })
        {
            await RunAsync(CassetteMode.Auto, new FakeServer(Reply.Stream()), Ask.Streamed with { Model = model });
        }

        CassetteSession session = new(new CassetteOptions { Path = Path, Mode = Enum.Parse<CassetteMode>(mode) });
        await CallResult.OfAsync(new FakeServer(Reply.Stream()), Ask.Streamed with { Model = "c/d" }, seen: item => Answer(session, item));

        // What another session records meanwhile is not lost.
        await RunAsync(CassetteMode.Auto, new FakeServer(Reply.Stream()), Ask.Streamed with { Model = "g/h" });

        Assert.Equal(2, session.Prune());
        Assert.Equal(["c/d", "g/h"], CassetteFile.Read(Path, out _).Select(static one => one.Body.GetProperty("model").GetString()));
        Assert.Equal(0, session.Prune());
    }

    [Fact]
    public void Images_go_with_what_names_them()
    {
        string folder = MediaStore.FolderOf(Path);
        Directory.CreateDirectory(folder);
        string[] hashes = [.. new[] { "one", "two" }.Select(static text => OfoxPS.Core.Files.Sha256.TextOf(text))];

        // The last two are no images of ours: one has another name, the other another content than its name says.
        string[] names = [hashes[0] + ".png", hashes[1] + ".png", "notes.txt", new string('a', 64) + ".png"];
        foreach ((string name, string text) in names.Zip(["one", "two", "x", "x"]))
        {
            File.WriteAllText(System.IO.Path.Combine(folder, name), text);
        }

        MediaStore.Drop(Path, $"sha256:{hashes[1]}");
        Assert.Equal(names.Skip(1).Order(), Directory.GetFiles(folder).Select(static file => System.IO.Path.GetFileName(file)).Order());

        File.Delete(System.IO.Path.Combine(folder, "notes.txt"));
        File.Delete(System.IO.Path.Combine(folder, names[3]));
        MediaStore.Drop(Path, string.Empty);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void AFolder_that_is_a_file_cannot_be_written_to()
    {
        File.WriteAllText(Path, "in the way");
        string inside = System.IO.Path.Combine(Path, "y.json");

        OfoxException failure = Assert.Throws<OfoxException>(() => CassetteFile.Change(inside, static all => all, []));

        Assert.Equal((OfoxErrorKind.OfoxFileError, true), (failure.Kind, failure.IsWrite));
        Assert.StartsWith($"The cassette '{inside}' cannot be written: ", failure.Message, StringComparison.Ordinal);
    }

    // When a piece came is another time in each recording.
    private static string WithoutTimes(string cassette) => Regex.Replace(cassette, "\"ms\": ?[0-9]+", "\"ms\":0");
}
