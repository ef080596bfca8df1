using System;
using System.IO;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Model;

/// <summary>Images, documents and sounds, checked before anything is sent.</summary>
public sealed class ChatMediaTests
{
    [Fact]
    public void Of_a_file_with_a_name_that_lies()
    {
        using TemporaryFile file = new(TestImage.Jpeg(100));

        ChatMedia image = ChatMedia.FromFile(file.Path);

        Assert.Equal((file.Path, "image/jpeg", 100L), (image.Path, image.MediaType, image.Length));
        Assert.Equal($"[image/jpeg, 100 bytes, {file.Path}]", image.ToString());
    }

    [Fact]
    public void Of_bytes()
    {
        ChatMedia image = ChatMedia.FromBytes(TestImage.Png(50));

        Assert.Equal((null, "image/png", 50L), (image.Path, image.MediaType, image.Length));
        Assert.Equal("[image/png, 50 bytes]", image.ToString());
    }

    [Fact]
    public void A_relative_path_becomes_a_full_one()
    {
        using TemporaryFile file = new(TestImage.Png(20));
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, file.Path);

        Assert.Equal(file.Path, ChatMedia.FromFile(relative).Path);
    }

    [Fact]
    public void Of_no_bytes_at_all() => Assert.Throws<ArgumentNullException>(static () => ChatMedia.FromBytes(null!));

    [Fact]
    public void Empty() => Refused(static () => ChatMedia.FromBytes([]), "empty");

    [Fact]
    public void No_image() =>
        Refused(static () => ChatMedia.FromBytes("GIF, but not quite"u8.ToArray()), "it is text, which is sent where it is piped");

    [Fact]
    public void No_format_at_all() => Refused(static () => ChatMedia.FromBytes([1, 2, 3]), "PNG, JPEG, GIF, WebP, PDF, WAV or MP3");

    [Fact]
    public void A_page_where_a_picture_should_be() =>
        Refused(static () => ChatMedia.FromBytes("\r\n<!DOCTYPE html><p>404"u8.ToArray()), "an HTML page");

    [Fact]
    public void Every_opening_gives_the_bytes_from_the_start()
    {
        byte[] bytes = TestImage.Png(64);
        ChatMedia image = ChatMedia.FromBytes(bytes);

        for (int time = 0; time < 2; time++)
        {
            using Stream stream = image.Open();
            using MemoryStream copy = new();
            stream.CopyTo(copy);
            Assert.Equal(bytes, copy.ToArray());
        }
    }

    private static void Refused(Func<ChatMedia> make, string words, OfoxErrorKind kind = OfoxErrorKind.OfoxInvalidArgument)
    {
        OfoxException error = Assert.Throws<OfoxException>(make);

        Assert.Equal((kind, false), (error.Kind, error.Retryable));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }
}
