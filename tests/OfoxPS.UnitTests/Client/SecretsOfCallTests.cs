using System;
using System.Collections.Generic;
using System.Net;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>What is masked of a call: what was given as a secret or is one by its name, never what only looks like one.</summary>
public sealed class SecretsOfCallTests
{
    private static readonly CallOptions Options = Ask.Options with
    {
        Endpoint = new Uri("https://gateway.test/v1/chat/completions?api-version=2024-10-21&sig=signed%2Fsecret7"),
        Model = "openai/gpt-4o",
        Headers = new Dictionary<string, string>
        {
            ["x-api-token"] = "token-secret-1",
            ["x-team"] = "given-as-a-secret",
            ["x-portkey-provider"] = "openai",
            ["x-portkey-strict-open-ai-compliance"] = "false",
            ["X-Title"] = "Contoso Weather",
            ["x-short-token"] = "abc",
            ["x-empty-token"] = string.Empty,
            ["x-flag-token"] = "false",
            ["x-count-token"] = "20251124",
            ["x-model-token"] = "gpt-4o",
            ["Authorization"] = "Bearer other-key-77",
            ["Cookie"] = "theme=dark; session=abcdef-123456",
        },
        SecretHeaders = ["x-team"],
        ProxyCredential = new NetworkCredential("user", "proxy-pass-word1"),
        ProxyUsers = ["user:p%40ss-word1"],
    };

    [Theory]
    [InlineData("nothing to see")]
    [InlineData("")]
    [InlineData("SK-TEST-0123456789")]
    [InlineData("abc stays, it is too short")]
    [InlineData("openai says false, true and null to gpt-4o on 20251124")]
    [InlineData("Contoso Weather, 2024-10-21")]
    [InlineData("other-key-777 and another-key-77 are other words, my_other-key-77_too")]
    public void Stays(string text) => Assert.Equal(text, Clean(Options, text));

    [Theory]
    [InlineData("key sk-test-0123456789!", "key ****!")]
    [InlineData("sk-test-0123456789sk-test-0123456789", "********")]
    [InlineData("c2stdGVzdC0wMTIzNDU2Nzg5", "****")]
    [InlineData("token-secret-1 and proxy-pass-word1", "**** and ****")]
    [InlineData("Basic dXNlcjpwcm94eS1wYXNzLXdvcmQx", "Basic ****")]
    [InlineData("given-as-a-secret", "****")]
    [InlineData("Incorrect key: other-key-77", "Incorrect key: ****")]
    [InlineData("session abcdef-123456", "session ****")]
    [InlineData("signed%2Fsecret7 or signed/secret7", "**** or ****")]
    [InlineData("user:p%40ss-word1 or p@ss-word1", "**** or ****")]
    [InlineData("\\u0074oken-secret-1 as JSON", "**** as JSON")]
    [InlineData("\\nother-key-77\\n in JSON", "\\n****\\n in JSON")]
    [InlineData("\\u000aother-key-77\\u000a in JSON", "\\u000a****\\u000a in JSON")]
    [InlineData("k=other-key-77&next", "k=****&next")]
    [InlineData("GET /v1/models?api-version=2024-10-21&sig=signed%2Fsecret7 is not here", "GET /v1/models?**** is not here")]
    public void Is_masked(string text, string clean) => Assert.Equal(clean, Clean(Options, text));

    [Theory]
    [InlineData("none")]
    [InlineData("test")]
    [InlineData("ollama")]
    [InlineData("EMPTY")]
    [InlineData("no-key")]
    [InlineData("not-needed")]
    [InlineData("lm-studio")]
    [InlineData("1000")]
    [InlineData("20251124")]
    [InlineData("key1")]
    [InlineData("gpt-4o-mini")]
    public void A_word_that_stands_for_a_key_masks_nothing(string key)
    {
        CallOptions options = Ask.Options with { ApiKey = Ask.Secret(key), Model = "openai/gpt-4o-mini" };
        string text = $"there is {key} of it, {key}theless; {{\"risk\":\"{key}\",\"ref\":\"#/$defs/{key}\",\"n\":{key}}}";

        Assert.Equal(text, Clean(options, text));
        Assert.Equal(text, SecretsOfCall.RedactorOf(options).CleanJson(text));
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("AIzaSyA-1234_5678")]
    [InlineData("a1b2c3d4")]
    [InlineData("correct horse battery staple")]
    [InlineData("8d1f6c9e-0b7a-4c3e-9a51-2f4d6b8c0e13")]
    [InlineData("back\\slash\"and/quote-12")]
    public void A_key_of_any_other_shape_is_masked_however_it_is_repeated(string key)
    {
        CallOptions options = Ask.Options with { ApiKey = Ask.Secret(key) };
        string json = System.Text.Json.JsonSerializer.Serialize(new { error = $"Bad key: {key}, or '{key}'" });

        Assert.Equal("Bad key: ****, or '****'", Clean(options, $"Bad key: {key}, or '{key}'"));
        Assert.DoesNotContain(
            key[4..], System.Text.Json.JsonDocument.Parse(SecretsOfCall.RedactorOf(options).CleanJson(json)).RootElement.GetProperty(
            "error").GetString()!, StringComparison.Ordinal);
        Assert.DoesNotContain(System.Text.Json.JsonSerializer.Serialize(key)[1..^1], Clean(options, json), StringComparison.Ordinal);
        Assert.Equal(
            "?k=**** ****",
            Clean(options, $"?k={Uri.EscapeDataString(key)} {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key))}"));
    }

    [Fact]
    public void A_long_key_is_found_where_it_was_joined_to_other_text() => Assert.Equal("x****y", Clean(Options, "xsk-test-0123456789y"));

    [Fact]
    public void One_secret_may_hold_another()
    {
        CallOptions options = Ask.Options with { Headers = new Dictionary<string, string> { ["x-auth"] = Ask.Key + "-and-more" } };

        Assert.Equal("sent ****", Clean(options, $"sent {Ask.Key}-and-more"));
    }

    private static string Clean(CallOptions options, string text) => SecretsOfCall.RedactorOf(options).Clean(text);
}
