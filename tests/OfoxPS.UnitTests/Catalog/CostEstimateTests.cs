using System;
using System.Collections;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Catalog;

/// <summary>What a request may cost, and what the catalogue says against it, before it is sent.</summary>
public sealed class CostEstimateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly OfoxModel Model = new()
    {
        Id = "asked/model",
        InputPrice = 1,
        OutputPrice = 2,
        CacheWritePrice = 4,
        ContextLength = 1_000_000,
        MaximumOutputTokens = 10_000,
    };

    [Fact]
    public void The_input_is_about_a_quarter_of_its_bytes_and_at_most_all_of_them()
    {
        RequestBody body = RequestWriter.Write(Ask.Plain);
        CostEstimate estimate = CostEstimate.Of(body, List(Model));

        Assert.Equal((body.Length + 3) / 4, estimate.InputTokens);
        Assert.Equal(estimate.InputTokens / 1_000_000m, estimate.InputCost);
        Assert.Equal(((body.Length * 4) + (10_000 * 2)) / 1_000_000m, estimate.Maximum);
    }

    [Theory]
    [InlineData(100, null, 100)]
    [InlineData(null, 50L, 50)]
    [InlineData(100, 50L, 100)]
    [InlineData(50, 100L, 100)]
    public void The_longest_answer_is_the_one_that_was_asked_for(int? maxTokens, long? extra, int output)
    {
        ChatRequest request = Ask.Plain with
        {
            MaxTokens = maxTokens,
            Extra = extra is null ? null
            : new Hashtable { ["max_completion_tokens"] = extra }
        };
        RequestBody body = RequestWriter.Write(request);

        Assert.Equal(((body.Length * 4) + (output * 2)) / 1_000_000m, CostEstimate.Of(body, List(Model)).Maximum);
    }

    [Fact]
    public void Several_answers_cost_several_times()
    {
        ChatRequest request = Ask.Plain with { MaxTokens = 100, Extra = new Hashtable { ["n"] = 3L } };
        RequestBody body = RequestWriter.Write(request);

        Assert.Equal(((body.Length * 4) + (300 * 2)) / 1_000_000m, CostEstimate.Of(body, List(Model)).Maximum);
    }

    [Fact]
    public void The_input_is_never_longer_than_the_model_takes()
    {
        ChatRequest request = Ask.With(new ChatMessage("user", new string('x', 5_000))) with { MaxTokens = 1 };

        Assert.Equal(
            ((100 * 1) + 2) / 1_000_000m,
            Estimate(request, new OfoxModel { Id = "asked/model", InputPrice = 1, OutputPrice = 2, ContextLength = 100 }).Maximum);
    }

    [Fact]
    public void The_dearest_fallback_counts()
    {
        OfoxModel dear = new() { Id = "b/dear", InputPrice = 0, OutputPrice = 1_000, MaximumOutputTokens = 1_000 };
        ChatRequest request = Ask.Plain with { Provider = new Hashtable { ["fallback"] = new object[] { "b/dear" } } };

        Assert.Equal(1m, CostEstimate.Of(RequestWriter.Write(request), List(Model, dear)).Maximum);
    }

    [Fact]
    public void What_is_unknown_is_said()
    {
        Assert.Contains("'asked/model' is unknown", Estimate(Ask.Plain, null).Problem);
        Assert.Contains(
            "'asked/model' is unknown",
            Estimate(Ask.Plain with { MaxTokens = 5 }, new OfoxModel { Id = "asked/model", InputPrice = 1 }).Problem);
        Assert.Contains("-MaxTokens", Estimate(Ask.Plain, new OfoxModel { Id = "asked/model", InputPrice = 1, OutputPrice = 1 }).Problem);
        Assert.Contains(
            "is unknown",
            Estimate(Ask.Plain with { MaxTokens = 5 },
            new OfoxModel { Id = "asked/model", InputPrice = 1, OutputPrice = 1, HasUnknownFee = true }).Problem);
    }

    [Fact]
    public void The_catalogue_is_told_of_only_where_it_knows()
    {
        ChatRequest request = Ask.With(
            new ChatMessage { Content = new[] { ChatContentPart.FromText("What?"), ChatContentPart.FromImageUrl("https://x.test/a.png") } })
            with
        { Tools = [new ChatTool { Name = "t" }], ResponseFormat = new Hashtable() };

        Assert.Empty(Checks(request, null));
        Assert.Empty(Checks(request, new OfoxModel { Id = "asked/model" }));
        Assert.Empty(Checks(request, new OfoxModel
        {
            Id = "asked/model",
            InputModalities = ["text", "image"],
            SupportedParameters = ["tools", "structured_outputs"],
            ExpirationDate = Now.AddDays(1),
        }));
        Assert.Equal(
            [
                "The catalogue says that asked/model is not served any more since 2026-11-01.",
                "The catalogue says that asked/model takes no images, only text.",
                "The catalogue says that asked/model takes no tools.",
                "The catalogue says that asked/model takes no response_format.",
            ],
            Checks(request,
                new OfoxModel { Id = "asked/model", InputModalities = ["text"], SupportedParameters = ["seed"], ExpirationDate = Now }));
        Assert.Empty(Checks(Ask.Plain, new OfoxModel { Id = "asked/model", InputModalities = ["text"], SupportedParameters = ["seed"] }));
    }

    [Theory]
    [InlineData("%PDF-1.7", "file", "documents")]
    [InlineData("ID3\u0003", "audio", "sound")]
    public void The_catalogue_knows_who_takes_documents_and_sound(string begin, string modality, string words)
    {
        ChatRequest request = Ask.With(
            new ChatMessage
            {
                Content =
            new[] { ChatContentPart.FromMedia(ChatMedia.FromBytes(System.Text.Encoding.ASCII.GetBytes(begin))) }
            });

        Assert.Equal(
            [$"The catalogue says that asked/model takes no {words}, only text and image."],
            Checks(request, new OfoxModel { Id = "asked/model", InputModalities = ["text", "image"] }));
        Assert.Empty(Checks(request, new OfoxModel { Id = "asked/model", InputModalities = ["text", modality] }));
    }

    [Fact]
    public void A_document_may_fill_the_context_and_a_sound_has_a_price_of_its_own()
    {
        ChatRequest document =
            Ask.With(new ChatMessage { Content = new[] { ChatContentPart.FromMedia(ChatMedia.FromBytes("%PDF-1.7"u8.ToArray())) } });
        ChatRequest sound =
            Ask.With(new ChatMessage { Content = new[] { ChatContentPart.FromMedia(ChatMedia.FromBytes("ID3\u0003"u8.ToArray())) } });

        Assert.Equal(((1_000_000 * 4) + (10_000 * 2)) / 1_000_000m, Estimate(document, Model).Maximum);
        Assert.Contains(
            "how many tokens 'asked/model' takes",
            Estimate(document, new OfoxModel { Id = "asked/model", InputPrice = 1, OutputPrice = 1 }).Problem);
        Assert.Contains("input_audio", Estimate(sound, Model).Problem);
    }

    private static string[] Checks(ChatRequest request, OfoxModel? model) =>
        [.. ModelCheck.Of(request, model is null ? null : List(model), Now)];

    private static CostEstimate Estimate(ChatRequest request, OfoxModel? model) =>
        CostEstimate.Of(RequestWriter.Write(request), model is null ? null : List(model));

    private static PriceList List(params OfoxModel[] models) => new(models, Now, null);
}
