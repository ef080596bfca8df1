using System;
using System.Collections;
using OfoxPS.Core.Checkpoint;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Checkpoint;

/// <summary>Which requests are the same request.</summary>
public sealed class RequestHashTests
{
    private static readonly Uri Address = Ask.Options.Endpoint;

    [Fact]
    public void How_it_is_sent_does_not_matter()
    {
        Assert.Equal(Of(Ask.Plain), Of(Ask.Streamed));
        Assert.Equal(Of(Ask.Plain), Of(Ask.Plain, new Uri(Address + "?api-version=1")));
    }

    [Theory]
    [InlineData("user")]
    [InlineData("metadata")]
    [InlineData("store")]
    [InlineData("prompt_cache_key")]
    [InlineData("safety_identifier")]
    [InlineData("stream_options")]
    public void A_field_that_changes_no_answer_does_not_matter(string field) =>
        Assert.Equal(Of(Ask.Plain), Of(Ask.Plain with { Extra = new Hashtable { [field] = "x" } }));

    [Fact]
    public void The_order_of_names_does_not_matter()
    {
        ChatRequest one = Ask.Plain with { Extra = new System.Collections.Specialized.OrderedDictionary { ["seed"] = 1, ["stop"] = "x" } };
        ChatRequest other =
            Ask.Plain with { Extra = new System.Collections.Specialized.OrderedDictionary { ["stop"] = "x", ["seed"] = 1 } };

        Assert.Equal(Of(one), Of(other));
    }

    [Fact]
    public void What_is_asked_matters()
    {
        string hash = Of(Ask.Plain);

        Assert.NotEqual(hash, Of(Ask.Plain with { Model = "other/model" }));
        Assert.NotEqual(hash, Of(Ask.Plain with { Temperature = 0 }));
        Assert.NotEqual(hash, Of(Ask.With(new ChatMessage("user", "ho"))));
        Assert.NotEqual(hash, Of(Ask.With(new ChatMessage("system", "hi"))));
        Assert.NotEqual(hash, Of(Ask.Plain, new Uri("https://elsewhere.test/v1/chat/completions")));
        Assert.NotEqual(hash, Of(Ask.Plain, form: "{}"));

        // The name of a field inside the messages is the user's own.
        Assert.NotEqual(
            Of(Ask.With(new ChatMessage("user", "hi") { AdditionalProperties = { ["user"] = "a" } })),
            Of(Ask.With(new ChatMessage("user", "hi") { AdditionalProperties = { ["user"] = "b" } })));
    }

    [Fact]
    public void An_image_counts_by_its_content()
    {
        using TemporaryFile one = new(TestImage.Png(1000)), same = new(TestImage.Png(1000)), other = new(TestImage.Png(1001));

        Assert.Equal(OfImage(one.Path), OfImage(same.Path));
        Assert.NotEqual(OfImage(one.Path), OfImage(other.Path));
    }

    private static string OfImage(string path) =>
        Of(Ask.With(new ChatMessage("user", null) { Content = new[] { ChatContentPart.FromMedia(ChatMedia.FromFile(path)) } }));

    private static string Of(ChatRequest request, Uri? address = null, string? form = null) =>
        Convert.ToHexString(RequestHash.Of(address ?? Address, RequestWriter.Write(request), form));
}
