using System;
using System.IO;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Model;

/// <summary>Images, checked before anything is sent.</summary>
public sealed class ChatImageTests
{
    [Fact]
    public void Of_a_file_with_a_name_that_lies()
    {
        using TemporaryFile file = new(TestImage.Jpeg(100));

        ChatImage image = ChatImage.FromFile(file.Path);

        Assert.Equal((file.Path, "image/jpeg", 100L), (image.Path, image.MediaType, image.Length));
        Assert.Equal($"[image/jpeg, 100 bytes, {file.Path}]", image.ToString());
    }

    [Fact]
    public void Of_bytes()
    {
        ChatImage image = ChatImage.FromBytes(TestImage.Png(50));

        Assert.Equal((null, "image/png", 50L), (image.Path, image.MediaType, image.Length));
        Assert.Equal("[image/png, 50 bytes]", image.ToString());
    }

    [Fact]
    public void A_relative_path_becomes_a_full_one()
    {
        using TemporaryFile file = new(TestImage.Png(20));
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, file.Path);

        Assert.Equal(file.Path, ChatImage.FromFile(relative).Path);
    }

    [Fact]
    public void Of_no_bytes_at_all() => Assert.Throws<ArgumentNullException>(static () => ChatImage.FromBytes(null!));

    [Fact]
    public void Empty() => Refused(static () => ChatImage.FromBytes([]), "empty");

    [Fact]
    public void No_image() => Refused(static () => ChatImage.FromBytes("GIF, but not quite"u8.ToArray()), "PNG, JPEG, GIF or WebP");

    [Fact]
    public void Every_opening_gives_the_bytes_from_the_start()
    {
        byte[] bytes = TestImage.Png(64);
        ChatImage image = ChatImage.FromBytes(bytes);

        for (int time = 0; time < 2; time++)
        {
            using Stream stream = image.Open();
            using MemoryStream copy = new();
            stream.CopyTo(copy);
            Assert.Equal(bytes, copy.ToArray());
        }
    }

    private static void Refused(Func<ChatImage> make, string words, OfoxErrorKind kind = OfoxErrorKind.OfoxInvalidArgument)
    {
        OfoxException error = Assert.Throws<OfoxException>(make);

        Assert.Equal((kind, false), (error.Kind, error.Retryable));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }
}
