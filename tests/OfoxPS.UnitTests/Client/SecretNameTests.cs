using OfoxPS.Core.Client;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Which names say that a value is secret.</summary>
public sealed class SecretNameTests
{
    [Theory]
    [InlineData("Authorization")]
    [InlineData("Proxy-Authorization")]
    [InlineData("api-key")]
    [InlineData("X-API-Key")]
    [InlineData("x-goog-api-key")]
    [InlineData("apikey")]
    [InlineData("apiKey")]
    [InlineData("Ocp-Apim-Subscription-Key")]
    [InlineData("x-amz-security-token")]
    [InlineData("accessToken")]
    [InlineData("client_secret")]
    [InlineData("Cookie")]
    [InlineData("x-user-password")]
    [InlineData("x-credential")]
    public void A_word_of_the_name_is_one(string name) => Assert.True(SecretName.Says(name));

    [Theory]
    [InlineData("x-portkey-provider")]
    [InlineData("x-portkey-strict-open-ai-compliance")]
    [InlineData("X-Title")]
    [InlineData("HTTP-Referer")]
    [InlineData("api-version")]
    [InlineData("X-Monkey")]
    [InlineData("X-Author")]
    [InlineData("X-Tokenizer")]
    [InlineData("x-cookies-policy")]
    [InlineData("")]
    public void No_word_of_the_name_is_one(string name) => Assert.False(SecretName.Says(name));
}
