using System;
using System.Linq;
using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Text;

/// <summary>Bytes that servers write as base64.</summary>
public sealed class Base64TextTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 251).Select(static number => (byte)number)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public void What_was_put_together_of_padded_pieces_is_whole(int size)
    {
        string text = string.Concat(Bytes.Chunk(size).Select(static piece => Convert.ToBase64String(piece)));

        Assert.Equal(Bytes, Base64Text.Bytes(text));
        Assert.Equal(Bytes.Length, Base64Text.LengthOf(text, 0));
    }

    [Fact]
    public void The_alphabet_of_addresses_missing_padding_and_line_ends_are_read()
    {
        string text = Convert.ToBase64String(Bytes).Replace('+', '-').Replace('/', '_').TrimEnd('=').Insert(40, "\r\n");

        Assert.Equal(Bytes, Base64Text.Bytes("data:x," + text, 7));
        Assert.Equal(Bytes.Length, Base64Text.LengthOf("data:x," + text, 7));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("====", 0)]
    [InlineData("A", 0)]
    public void Nothing_is_no_bytes(string text, int length)
    {
        Assert.Equal(length, Base64Text.Bytes(text)!.Length);
        Assert.Equal(length, Base64Text.LengthOf(text, 0));
    }

    [Fact]
    public void Text_is_none()
    {
        Assert.Null(Base64Text.Bytes("not base64!"));
        Assert.Equal(0, Base64Text.LengthOf("not base64!", 0));
    }

    [Fact]
    public void Data_is_what_nobody_reads()
    {
        Assert.True(Base64Text.IsData(Convert.ToBase64String(new byte[400])));
        Assert.False(Base64Text.IsData("word"));
        Assert.False(Base64Text.IsData(string.Concat(Enumerable.Repeat("some words ", 100))));
    }
}
