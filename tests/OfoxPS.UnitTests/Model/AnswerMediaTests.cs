using System;
using System.Collections.Specialized;
using System.Linq;
using OfoxPS.Core.Answers;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Model;

/// <summary>Pictures, sound and sources of an answer, wherever a server puts them and whatever it says of them.</summary>
public sealed class AnswerMediaTests
{
    private static readonly string Png = Convert.ToBase64String(TestImage.Png(40));
    private static readonly string Jpeg = Convert.ToBase64String(TestImage.Jpeg(40));

    [Fact]
    public void A_picture_is_found_in_every_spelling()
    {
        ChatMessage message = With("images",
            Fields(("type", "image_url"), ("image_url", Fields(("url", "data:image/png;base64," + Png)))),
            Fields(("image_url", "data:image/png;base64," + Png)),
            Fields(("url", "data:image/png;base64," + Png)),
            Fields(("b64_json", Png)),
            Fields(("data", Png), ("mime_type", "image/png")),
            "data:image/png;base64," + Png,
            5L,
            Fields(("nothing", "x")));
        message.Content = new[] { ChatContentPart.FromText("x"), ChatContentPart.FromImageUrl("data:image/png;base64," + Png) };

        Assert.Equal(Enumerable.Repeat(("image/png", 40L), 7), message.Images.Select(static image => (image.MediaType, image.Length)));
        Assert.All(message.Images, static image => Assert.Equal(TestImage.Png(40), image.Data));
    }

    [Fact]
    public void A_picture_in_the_text_is_one_too()
    {
        ChatMessage message = new("assistant", $"Here:\n![a fox](data:image/png;base64,{Png})\nand ![one elsewhere](https://x.test/a.png)");

        Assert.Equal(40, message.Images.Single().Length);
        Assert.Empty(new ChatMessage("user", message.ToString()).Images);
    }

    [Theory]
    [InlineData("data:image/png;base64,@jpeg", "image/jpeg", 40)]
    [InlineData("data:text/html;base64,@jpeg", "image/jpeg", 40)]
    [InlineData("data:image/svg+xml;base64,PHN2Zz4=", "image/svg+xml", 5)]
    [InlineData("data:image/png;base64,", "application/octet-stream", 0)]
    [InlineData("data:image/png;base64,PGh0bWw+", "application/octet-stream", 6)]
    [InlineData("data:", "application/octet-stream", 0)]
    [InlineData("data:image/png;base64,!!!!", "application/octet-stream", 0)]
    public void The_bytes_say_what_a_picture_is(string url, string type, int length)
    {
        ChatMedia image = With("images", Fields(("url", url.Replace("@jpeg", Jpeg)))).Images.Single();

        Assert.Equal((type, (long)length, length), (image.MediaType, image.Length, image.Data!.Length));
    }

    [Fact]
    public void What_a_server_keeps_is_an_address_and_no_file_of_this_machine_is_one()
    {
        ChatMedia kept = With("images", Fields(("url", "https://x.test/a.webp?x=1"))).Images.Single();
        ChatMedia file = With("images", Fields(("url", "file:///etc/passwd"))).Images.Single();
        ChatMedia script = With("images", Fields(("url", "javascript:alert(1)"))).Images.Single();

        Assert.Equal(("image/webp", new Uri("https://x.test/a.webp?x=1"), null), (kept.MediaType, kept.Uri, kept.Data));
        Assert.Equal((null, 0L), (file.Uri, file.Length));
        Assert.Null(file.Path);
        Assert.Equal((null, 0L), (script.Uri, script.Length));
    }

    [Fact]
    public void What_no_model_takes_is_not_attached()
    {
        ChatMedia drawing = With("images", Fields(("url", "data:image/svg+xml;base64,PHN2Zz4="))).Images.Single();
        ChatMedia empty = With("images", Fields(("url", "data:image/png;base64,"))).Images.Single();

        Assert.Contains(
            "image/svg+xml", Assert.Throws<OfoxException>(() => ChatContentPart.FromMedia(drawing)).Message, StringComparison.Ordinal);
        Assert.Contains("is empty", Assert.Throws<OfoxException>(() => ChatContentPart.FromMedia(empty)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sound_without_a_head_becomes_a_WAV_of_its_length()
    {
        ChatMessage message = new("assistant", null);
        message.AdditionalProperties["audio"] = Fields(("id", "a"), ("data", Convert.ToBase64String(new byte[480])), ("transcript", "hi"));
        ChatMedia sound = message.Audio!;

        Assert.Equal(("audio/pcm", "pcm", 480L, "hi", "a"), (sound.MediaType, sound.Format, sound.Length, sound.Transcript, sound.Id));
        Assert.Empty(sound.HeadFor(".pcm", 480));
        byte[] head = sound.HeadFor(".WAV", 480);
        Assert.Equal(
            (44, 480, 516, 24_000),
            (head.Length, BitConverter.ToInt32(head, 40), BitConverter.ToInt32(head, 4), BitConverter.ToInt32(head, 24)));
    }

    [Fact]
    public void Pictures_of_a_stream_that_claim_the_same_place_are_two_and_the_same_once_more_is_one()
    {
        MergedFields merged = new();
        foreach (string data in new[] { Png, Jpeg, Jpeg })
        {
            merged.Add(new OrderedDictionary
            {
                ["images"] =
                new object?[] { Fields(
                    ("type", "image_url"), ("image_url", Fields(("url", "data:image/png;base64," + data))), ("index", 0L)) }
            });
        }

        ChatMessage message = new("assistant", null) { AdditionalProperties = merged.ToFields() };
        Assert.Equal(["image/png", "image/jpeg"], message.Images.Select(static image => image.MediaType));
    }

    [Theory]
    [InlineData(0L, 4L, 0, 4)]
    [InlineData(-1L, 4L, null, null)]
    [InlineData(0L, 2_000_000_000_000L, null, null)]
    [InlineData(4L, 2L, null, null)]
    [InlineData(0L, 5L, 0, 5)]
    [InlineData(0L, 6L, null, null)]
    public void A_source_whose_place_is_not_in_the_answer_has_none(long start, long end, int? from, int? to)
    {
        ChatMessage message = With(
            "annotations",
            Fields(("type", "url_citation"),
            ("url_citation", Fields(("url", "https://x.test"), ("start_index", start), ("end_index", end)))));
        message.Content = "hello";

        ChatCitation citation = message.Citations.Single();
        Assert.Equal(
            ("https://x.test", from is null || to is null ? null : from, to is null ? null : to),
            (citation.Url, citation.Start, citation.End));
    }

    [Fact]
    public void Sources_of_all_fields_are_put_together_and_what_is_none_is_passed_over()
    {
        ChatMessage message = With("citations", "https://a.test", " ", 5L, null, "https://b.test");
        message.AdditionalProperties["search_results"] =
            new object?[] { Fields(("title", "B"), ("url", "https://b.test"), ("snippet", "says")), Fields(("date", "x")) };
        message.AdditionalProperties["annotations"] = Fields(("type", "file_citation"), ("file_citation", Fields(("filename", "c.pdf"))));

        Assert.Equal(
            [("https://a.test", null, null), ("https://b.test", "B", "says"), (null, "c.pdf", null)],
            message.Citations.Select(static one => (one.Url, one.Title, one.Text)));
    }

    private static ChatMessage With(string name, params object?[] items) =>
        new("assistant", "hello") { AdditionalProperties = new OrderedDictionary { [name] = items } };

    private static OrderedDictionary Fields(params (string Name, object? Value)[] fields)
    {
        OrderedDictionary result = new();
        foreach ((string name, object? value) in fields)
        {
            result[name] = value;
        }

        return result;
    }
}
