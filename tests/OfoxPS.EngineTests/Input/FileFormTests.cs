using System;
using System.IO;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

/// <summary>Images and texts in every form in which PowerShell has them: bytes, lists, addresses of files, encodings.</summary>
public sealed class FileFormTests : EngineTest
{
    // A grey dot.
    private static readonly byte[] Png =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==");

    [Theory]
    [InlineData("ofox x -Image ([byte[]] $png | ForEach-Object { $_ })")]
    [InlineData("ofox x -Image ([Collections.Generic.List[byte]] [byte[]] $png)")]
    [InlineData("ofox x -Image \"file://$path\"")]
    [InlineData("ofox x -Image \"file://localhost/$($path.TrimStart([char] 47))\"")]
    [InlineData("ofox x -Image ([IO.MemoryStream]::new([byte[]] $png))")]
    [InlineData(", [byte[]] $png | ofox x")]
    [InlineData("ofox x -InputObject ([byte[]] $png)")]
    [InlineData("[byte[]] $png | ofox x -Together")]
    [InlineData("[OfoxPS.ChatMedia]::FromFile($path) | ofox x")]
    [InlineData("New-OfoxMessage x, ([Collections.Generic.List[byte]] [byte[]] $png) | ofox")]
    [InlineData("Resolve-Path $path | ofox x")]
    public void An_image_is_one_in_whatever_form_its_bytes_are_and_wherever_it_is_given(string script)
    {
        string path = Folder.File("a.png");
        File.WriteAllBytes(path, Png);

        Engine.Run("param($path, $png) " + script, path, Png).Succeeded();

        Assert.Contains("data:image/png;base64," + Convert.ToBase64String(Png), Engine.Sent.Entry.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[IO.File]::Delete($path)")]
    [InlineData("[IO.File]::WriteAllBytes($path, [byte[]] (1, 2, 3))")]
    public void A_conversation_keeps_the_image_that_it_has_sent(string change)
    {
        string path = Folder.File("a.png");
        File.WriteAllBytes(path, Png);
        string kept = Folder.File("c.jsonl");

        Engine.Run($"param($path, $kept) $a = ofox what -Image $path; {change}; $null = $a | ofox next; $null = ofox more -Continue; $a "
            + $"| Export-OfoxConversation $kept; Import-OfoxConversation $kept | ofox last", path, kept).Succeeded();

        Assert.Equal(4, Engine.Requests.Count);
        Assert.All(Engine.Requests,
            static request =>
            Assert.Contains("data:image/png;base64," + Convert.ToBase64String(Png), request.Body, StringComparison.Ordinal));
    }

    [Fact]
    public void A_tool_may_move_the_image_that_the_conversation_is_about()
    {
        string path = Folder.File("a.png");
        File.WriteAllBytes(path, Png);

        Engine.Run("param($path) function Remove-It { [IO.File]::Delete($global:image); 'gone' }; $global:image = $path; ofox \"call "
            + "Remove-It({})\" -Image $path -Tool Remove-It", path).Succeeded();

        Assert.False(File.Exists(path));
        Assert.Equal(2, Engine.Requests.Count);
    }

    [Fact]
    public void Bytes_one_by_one_are_refused_before_any_is_paid() =>
        IsRefusedUnsent("[byte[]] (1, 2, 3) | ofox x", "Get-Content -Raw");

    [Theory]
    [InlineData("latin.log", "4772F6DF650D0A", "is not UTF-8, and has no byte order mark: say its encoding with -Encoding")]
    [InlineData("utf16.txt", "610062006300640065006600", "-Encoding unicode")]
    [InlineData("utf16be.txt", "006100620063006400650066", "-Encoding bigendianunicode")]
    [InlineData("a.bin", "00010203040506070809", "neither text nor an image")]
    [InlineData("a.docx", "504B03041400060008", "save a document of Office as PDF")]
    [InlineData("a.ogg", "4F67675300020000", "convert it to WAV or MP3")]
    [InlineData("page.pdf", "3C21444F43545950452068746D6C3E", "holds an HTML page")]
    [InlineData("page.mp3", "3C68746D6C3E", "named as an MP3 sound, but holds an HTML page")]
    [InlineData("bom.txt", "EFBBBF", "is empty")]
    [InlineData("blank.txt", "200D0A", "is empty")]
    [InlineData("page.png", "3C21444F43545950452068746D6C3E", "holds an HTML page")]
    [InlineData("text.jpg", "6869", "named as an image, but holds text")]
    public void A_file_that_cannot_be_sent_is_refused_with_what_helps(string name, string bytes, string words)
    {
        string path = Folder.File(name);
        File.WriteAllBytes(path, Convert.FromHexString(bytes));

        Assert.Contains(
            words, Engine.Run("param($path) [IO.FileInfo] $path | ofox x", path)
            .Error("OfoxInvalidArgument").Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Engine.Requests);
    }

    [Theory]
    [InlineData("4772F6DF65", "ansi", "Größe")]
    [InlineData("4772F6DF65", "1252", "Größe")]
    [InlineData("4772F6DF65", "windows-1252", "Größe")]
    [InlineData("4772F6DF65", "([Text.Encoding]::Latin1)", "Größe")]
    [InlineData("610062006300", "unicode", "abc")]
    [InlineData("006100620063", "BigEndianUnicode", "abc")]
    [InlineData("FFFE610062006300", "1252", "abc")]
    public void A_text_is_read_in_the_encoding_that_is_named(string bytes, string encoding, string text)
    {
        string path = Folder.File("t.log");
        File.WriteAllBytes(path, Convert.FromHexString(bytes));

        Assert.Empty(Engine.Run($"param($path) [IO.FileInfo] $path | ofox x -Encoding {encoding}", path).Succeeded().Warnings);
        Assert.EndsWith(
            "t.log:\n" + text, Engine.Sent.Messages[0].GetProperty("content")[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Engine.Run($"param($path) New-OfoxMessage ([IO.FileInfo] $path) -Encoding {encoding} | ofox", path).Succeeded();
        Assert.Contains(text, Engine.LastSent.LastText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latin.txt", "4772F6DF65", "Get-Content -Raw -Encoding ansi")]
    [InlineData("utf16.txt", "610062006300640065006600", "Get-Content -Raw -Encoding unicode")]
    [InlineData("a.pdf", "255044462D312E340A", "is a PDF document, and no text")]
    [InlineData("a.bin", "0001020304050607", "neither text nor an image")]
    public void A_file_in_place_of_a_text_is_refused_where_it_is_none_that_can_be_read(string name, string bytes, string words)
    {
        string path = Folder.File(name);
        File.WriteAllBytes(path, Convert.FromHexString(bytes));
        foreach (string script in new[] { "ofox ([IO.FileInfo] $path)", "ofox x -System ([IO.FileInfo] $path)", "ofox x -SchemaPath $path" })
        {
            Assert.Contains(
                words, Assert.Single(Engine.Run("param($path) " + script, path).Errors).Exception.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Engine.Requests);
    }

    [NotOnWindowsFact("no file of Windows fails whenever it is read")]
    public void A_file_that_fails_while_it_is_read_is_an_error_of_its_own()
    {
        // The memory of a process cannot be read from its beginning.
        EngineResult result = Engine.Run("[IO.FileInfo] '/proc/self/mem', 'b' | ofox x");

        Assert.StartsWith("OfoxFileError", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("b", Engine.Sent.LastText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ofox ([IO.DirectoryInfo] $path)")]
    [InlineData("ofox x -System ([IO.DirectoryInfo] $path)")]
    public void A_folder_in_place_of_a_text_is_refused(string script)
    {
        Assert.Contains(
            "is a folder", Assert.Single(Engine.Run("param($path) " + script, Folder.Path).Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void An_encoding_that_is_none_is_refused() => IsRefusedUnsent("ofox x -Encoding klingon", "The names are ansi");

    [Theory]
    [InlineData("6C696E65730A4772C3", "lines\nGr\uFFFD")]
    [InlineData("B66520", "\uFFFDe ")]
    [InlineData("FFFE61006200D8", "ab\uFFFD")]
    public void A_text_that_is_cut_in_a_character_is_sent_with_a_warning(string bytes, string text)
    {
        string path = Folder.File("cut.log");
        File.WriteAllBytes(path, Convert.FromHexString(bytes));
        EngineResult result = Engine.Run("param($path) [IO.FileInfo] $path | ofox x", path);

        Assert.Contains("in the middle of a character", Assert.Single(result.Succeeded().Warnings), StringComparison.Ordinal);
        Assert.EndsWith(text, Engine.Sent.Messages[0].GetProperty("content")[1].GetProperty("text").GetString(), StringComparison.Ordinal);
    }
}
