using System;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

/// <summary>What people type first, and what they are told.</summary>
public sealed class SurplusTests : EngineTest
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory]
    [InlineData("ofox why is the sky blue", "ofox 'why is the sky blue'")]
    [InlineData("Get-OfoxStream it is", "Get-OfoxStream 'it is'")]
    [InlineData("ofox what is 'John''s' 1 -Stream", "ofox 'what is John''s 1'")]
    [InlineData("ConvertTo-OfoxRequest two words", "ConvertTo-OfoxRequest 'two words'")]
    [InlineData("'x' | ofox why not", "ofox 'why not'")]
    public void A_prompt_without_quotes_is_shown_with_them(string script, string quoted)
    {
        Assert.Contains($"needs quotes: {quoted}", Engine.Try(script).Fails("OfoxInvalidArgument").Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void An_image_without_its_parameter_is_shown_with_it()
    {
        string path = Folder.File("a.png");
        System.IO.File.WriteAllBytes(path, Png);

        Assert.Contains($"Images need -Image: ofox 'what is this' -Image '{path}'", Engine.Try("ofox 'what is this' $args[0]", path).Fails("OfoxInvalidArgument").Exception.Message, StringComparison.Ordinal);
        Assert.Contains($"-Image '{path}', '{path}'", Engine.Try("ofox 'what is this' $args[0] $args[0]", path).Fails("OfoxInvalidArgument").Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ofox hi -Modle x/y")]
    [InlineData("ofox hi -Modle:x/y")]
    [InlineData("ofox -Modle")]
    public void A_parameter_that_is_none_is_named(string script) =>
        Assert.Contains("no parameter -Modle; Get-Help ofox -Parameter *", Engine.Try(script).Fails("OfoxInvalidArgument").Exception.Message, StringComparison.Ordinal);

    [Fact]
    public void The_path_of_an_image_as_text_is_warned_of_once()
    {
        string path = Folder.File("a.png");
        System.IO.File.WriteAllBytes(path, Png);

        string warning = Assert.Single(Engine.Run("$args[0], $args[0] | ofox 'What is it?'", path).Warnings);
        Assert.Contains("-Image", warning, StringComparison.Ordinal);
        Assert.Contains($"Get-Item '{path}' | ofox", warning, StringComparison.Ordinal);
        Assert.Single(Engine.Run("ofox 'What is it?' -InputObject $args[0]", path).Warnings);
        Assert.Equal(3, Engine.Requests.Count);
    }

    [Theory]
    [InlineData("missing.png")]
    [InlineData("a picture of a.png")]
    [InlineData("nodrive:x.png")]
    [InlineData("//host/share/a.png")]
    [InlineData("a.png\nb")]
    public void Other_texts_are_not(string text) => Assert.Empty(Engine.Run("$args[0] | ofox", text).Warnings);
}
