using System;
using System.Collections.Generic;
using System.Net;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>What is masked of a call: what was given as a secret or is one by its name, never what only looks like one.</summary>
public sealed class CallSecretsTests
{
    private static readonly CallOptions Options = Ask.Options with
    {
        Endpoint = new Uri("https://gateway.test/v1/chat/completions?api-version=2024-10-21&sig=signed%2Fsecret"),
        Model = "openai/gpt-4o",
        Headers = new Dictionary<string, string>
        {
            ["x-api-token"] = "token-secret-1",
            ["x-team"] = "given-as-secret",
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
        ProxyCredential = new NetworkCredential("user", "proxy-pass-word"),
        ProxyUsers = ["user:p%40ss-word"],
    };

    [Theory]
    [InlineData("nothing to see")]
    [InlineData("")]
    [InlineData("SK-TEST-0123456789")]
    [InlineData("abc stays, it is too short")]
    [InlineData("openai says false, true and null to gpt-4o on 20251124")]
    [InlineData("Contoso Weather, 2024-10-21")]
    public void Stays(string text) => Assert.Equal(text, Clean(Options, text));

    [Theory]
    [InlineData("key sk-test-0123456789!", "key ****!")]
    [InlineData("sk-test-0123456789sk-test-0123456789", "********")]
    [InlineData("token-secret-1 and proxy-pass-word", "**** and ****")]
    [InlineData("given-as-secret", "****")]
    [InlineData("Incorrect key: other-key-77", "Incorrect key: ****")]
    [InlineData("session abcdef-123456", "session ****")]
    [InlineData("signed%2Fsecret or signed/secret", "**** or ****")]
    [InlineData("user:p%40ss-word or p@ss-word", "**** or ****")]
    [InlineData("\\u0074oken-secret-1 as JSON", "**** as JSON")]
    public void Is_masked(string text, string clean) => Assert.Equal(clean, Clean(Options, text));

    [Fact]
    public void One_secret_may_hold_another()
    {
        CallOptions options = Ask.Options with { Headers = new Dictionary<string, string> { ["x-auth"] = Ask.Key + "-and-more" } };

        Assert.Equal("sent ****", Clean(options, $"sent {Ask.Key}-and-more"));
    }

    private static string Clean(CallOptions options, string text) => CallSecrets.RedactorOf(options).Clean(text);
}
