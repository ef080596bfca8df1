using System.Collections;
using System.Collections.Generic;
using System.Numerics;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>What the cost of an answer depends on, as the server reads it: from the body that is sent.</summary>
public sealed class RequestTermsTests
{
    public static TheoryData<object, long> Numbers => new()
    {
        { 5, 5 },
        { 5L, 5 },
        { 5.0, 5 },
        { 5m, 5 },
        { 5.00m, 5 },
        { new BigInteger(5), 5 },
        { 5_000, 5_000 },
        { (byte)5, 5 },
    };

    public static TheoryData<string, object> Unknown => new()
    {
        { "n", "5" },
        { "n", 0 },
        { "n", -1 },
        { "n", 2.5 },
        { "n", true },
        { "n", 1e30 },
        { "best_of", "3" },
        { "max_tokens", "9000" },
        { "max_tokens", -1 },
        { "max_completion_tokens", new object[] { 5 } },
        { "max_completion_tokens", BigInteger.Pow(10, 40) },
        { "models", 5 },
        { "models", new object[] { new Hashtable() } },
        { "fallbacks", new object?[] { null } },
        { "service_tier", "priority" },
        { "modalities", new object[] { "text", "audio" } },
        { "web_search_options", new Hashtable() },
        { "plugins", new object[] { new Hashtable { ["id"] = "web" } } },
        { "tools", new object[] { new Hashtable { ["type"] = "web_search" } } },
        { "provider", new Hashtable { ["fallback"] = new Hashtable { ["a"] = 1 } } },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_counts_whatever_its_type_was_here(object value, long number)
    {
        Assert.Equal(number, Of("n", value).Answers);
        Assert.Equal(number, Of("best_of", value).Answers);
        Assert.Equal(number, Of("max_tokens", value).LongestAnswer);
        Assert.Equal(number, Of("max_completion_tokens", value).LongestAnswer);
        Assert.Null(Of("n", value).Problem);
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public void A_value_that_is_not_understood_is_a_problem(string field, object value) => Assert.NotNull(Of(field, value).Problem);

    [Fact]
    public void The_field_and_its_value_are_named() =>
        Assert.Equal("The field n of the request is \"5\", which is not understood here", Of("n", "5").Problem);

    [Fact]
    public void Null_is_as_not_set()
    {
        RequestTerms terms = RequestTerms.Of(RequestWriter.Write(Ask.Plain with
        {
            Extra = new Hashtable
            {
                ["n"] = null,
                ["max_tokens"] = null,
                ["models"] = null,
                ["service_tier"] = null,
                ["plugins"] = new object[0],
                ["modalities"] = new[] { "text" }
            },
        }));

        Assert.Equal((1, null, null), (terms.Answers, terms.LongestAnswer, terms.Problem));
        Assert.Equal(["asked/model"], terms.Models);
    }

    [Fact]
    public void The_longest_limit_counts_because_a_server_may_know_only_one_of_them() =>
        Assert.Equal(
            9_000, RequestTerms.Of(
            RequestWriter.Write(
            Ask.Plain with { MaxTokens = 100, Extra = new Hashtable { ["max_completion_tokens"] = 9_000m } })).LongestAnswer);

    [Theory]
    [InlineData("thinking", "budget_tokens", 5_000, 5_100)]
    [InlineData("reasoning", "max_tokens", 5_000, 5_100)]
    [InlineData("thinking", "budget_tokens", 50, 100)]
    public void A_limit_of_thinking_that_is_above_the_limit_of_the_answer_is_paid_beside_it(
        string field, string limit, int thinking, int longest) =>
        Assert.Equal(
            longest,
            RequestTerms.Of(
                RequestWriter.Write(
                Ask.Plain with
                {
                    MaxTokens = 100,
                    Extra = new Hashtable { [field] = new Hashtable { [limit] = thinking } }
                })).LongestAnswer);


    [Fact]
    public void Every_model_that_may_answer_is_one_of_them()
    {
        RequestTerms terms = RequestTerms.Of(RequestWriter.Write(Ask.Plain with
        {
            Provider = new Hashtable { ["fallback"] = "b" },
            Extra = new Hashtable { ["models"] = new List<object> { "c", "d" }, ["fallbacks"] = new[] { "e" } },
        }));

        Assert.Equal("asked/model", terms.Models[0]);
        Assert.Equivalent(new[] { "asked/model", "b", "c", "d", "e" }, terms.Models, strict: true);
        Assert.Null(terms.Problem);
    }

    [Fact]
    public void Pictures_count_wherever_they_are_and_sound_and_files_are_unknown()
    {
        ChatRequest pictures = Ask.With(new ChatMessage
        {
            Content = new[] { ChatContentPart.FromText("What?"), ChatContentPart.FromImageUrl("https://x.test/a.png"),
                ChatContentPart.FromImageUrl("https://x.test/b.png") },
        });

        Assert.Equal(
            (2, null), (RequestTerms.Of(RequestWriter.Write(pictures)).Pictured, RequestTerms.Of(RequestWriter.Write(pictures)).Problem));
        ChatRequest sound = Ask.With(
            new ChatMessage
            {
                Content =
            new[] { new ChatContentPart { Type = "input_audio",
            AdditionalProperties = { ["input_audio"] = new Hashtable { ["data"] = "AAAA" } } } }
            });
        Assert.Contains("input_audio", RequestTerms.Of(RequestWriter.Write(sound)).Problem);
    }

    private static RequestTerms Of(string field, object value) =>
        RequestTerms.Of(RequestWriter.Write(Ask.Plain with { Extra = new Hashtable { [field] = value } }));
}
