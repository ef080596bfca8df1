using System;
using OfoxPS.Core.Client;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>From base URLs as people write them to the address that is asked.</summary>
public sealed class EndpointTests
{
    [Theory]
    [InlineData("https://api.ofox.ai/v1", "https://api.ofox.ai/v1/chat/completions")]
    [InlineData("https://api.ofox.ai/v1/", "https://api.ofox.ai/v1/chat/completions")]
    [InlineData("https://api.ofox.ai", "https://api.ofox.ai/v1/chat/completions")]
    [InlineData("https://api.ofox.ai/", "https://api.ofox.ai/v1/chat/completions")]
    [InlineData("https://api.ofox.ai//", "https://api.ofox.ai/v1/chat/completions")]
    [InlineData("https://api.ofox.ai/v1/chat/completions", "https://api.ofox.ai/v1/chat/completions")]
    [InlineData("https://api.ofox.ai/v1/chat/completions/", "https://api.ofox.ai/v1/chat/completions")]
    [InlineData("https://host/openai", "https://host/openai/chat/completions")]
    [InlineData("https://host/a/b/v1", "https://host/a/b/v1/chat/completions")]
    [InlineData("https://host/a%20b/v1", "https://host/a%20b/v1/chat/completions")]
    [InlineData("https://host:8443/v1", "https://host:8443/v1/chat/completions")]
    [InlineData("https://host/v1?api-version=2", "https://host/v1/chat/completions?api-version=2")]
    [InlineData("https://host/v1/chat/completions?api-version=2", "https://host/v1/chat/completions?api-version=2")]
    [InlineData("HTTPS://HOST/v1", "https://host/v1/chat/completions")]
    [InlineData("https://[2001:db8::1]:8443/v1", "https://[2001:db8::1]:8443/v1/chat/completions")]
    [InlineData("http://localhost:1234/v1", "http://localhost:1234/v1/chat/completions")]
    [InlineData("http://LOCALHOST:1234", "http://localhost:1234/v1/chat/completions")]
    [InlineData("http://127.0.0.1:1234/v1", "http://127.0.0.1:1234/v1/chat/completions")]
    [InlineData("http://127.8.9.1/v1", "http://127.8.9.1/v1/chat/completions")]
    [InlineData("http://[::1]:1234/v1", "http://[::1]:1234/v1/chat/completions")]
    public void A_base_URL(string baseUri, string endpoint) =>
        Assert.Equal(endpoint, Endpoint.Of(new Uri(baseUri), allowUnencrypted: false).AbsoluteUri);

    [Theory]
    [InlineData("http://api.ofox.ai/v1")]
    [InlineData("http://192.168.0.5:11434/v1")]
    [InlineData("http://localhost.example.com/v1")]
    [InlineData("http://127.0.0.1.example.com/v1")]
    [InlineData("http://[2001:db8::1]/v1")]
    public void In_the_clear_only_to_this_machine(string baseUri)
    {
        OfoxException error = Assert.Throws<OfoxException>(() => Endpoint.Of(new Uri(baseUri), allowUnencrypted: false));

        Assert.Equal(OfoxErrorKind.OfoxInsecureEndpoint, error.Kind);
        Assert.EndsWith("/chat/completions", Endpoint.Of(new Uri(baseUri), allowUnencrypted: true).AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://host/v1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ws://localhost/v1")]
    [InlineData("localhost:1234")]
    public void Of_another_scheme(string baseUri) => Refused(new Uri(baseUri));

    [Fact]
    public void Not_absolute() => Refused(new Uri("v1/chat", UriKind.Relative));

    [Theory]
    [InlineData("https://user:geheim99@host/v1")]
    [InlineData("https://geheim99@host/v1")]
    [InlineData("http://user:geheim99@localhost/v1")]
    public void Credentials_are_refused_and_not_repeated(string baseUri)
    {
        OfoxException error = Refused(new Uri(baseUri));

        Assert.DoesNotContain("geheim99", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("user", error.Message.Replace("user name", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static OfoxException Refused(Uri baseUri)
    {
        OfoxException error = Assert.Throws<OfoxException>(() => Endpoint.Of(baseUri, allowUnencrypted: true));
        Assert.Equal(OfoxErrorKind.OfoxInvalidArgument, error.Kind);
        return error;
    }
}
