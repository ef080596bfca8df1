using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Gateway;
using OfoxPS.Gateway.Wire;
using OfoxPS.UnitTests.Gateway;
using OfoxPS.UnitTests.Support;
using Xunit;
using Ask = OfoxPS.UnitTests.Support.Ask;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>The ways to a server: TLS, proxies, IPv6, redirects, and how base URLs are written.</summary>
public sealed class NetworkTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [NotOnWineTheory("its TLS is no server, and does not name the fault of a certificate")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_self_signed_certificate_is_allowed_when_asked_for(bool stream)
    {
        await using WireServer server = WireKind.Start("tls", "")!;

        CallResult result = await CallAsync(Options(server.TlsBaseUri) with { SkipCertificateCheck = true }, stream);

        Assert.Equal("Hello", result.Completion.Content);
    }

    [NotOnWineFact("its TLS is no server, and does not name the fault of a certificate")]
    public async Task An_allowed_certificate_is_allowed_for_that_call_alone()
    {
        await using WireServer server = WireKind.Start("tls", "")!;
        Assert.NotNull((await CallAsync(Options(server.TlsBaseUri) with { SkipCertificateCheck = true })).Completed);

        OfoxException failure = (await CallAsync(Options(server.TlsBaseUri))).Failure;

        Assert.Equal(OfoxErrorKind.OfoxConnectionFailed, failure.Kind);
        Assert.Contains("certificate", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, failure.Attempts);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("bob:p@ss wörd", false)]
    [InlineData(null, true)]
    [InlineData("bob:p@ss wörd", true)]
    public async Task A_proxy_passes_a_plain_request_on(string? user, bool stream)
    {
        await using WireServer proxy = WireProxy.Start(user);

        CallResult result = await CallAsync(Through(proxy, user, gateway.Server.BaseUri), stream);

        Assert.Equal("one two", result.Completion.Content);
        Assert.Contains($"POST {gateway.Server.BaseUri}/chat/completions HTTP/1.1", proxy.Heads.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain("Proxy-Authorization", proxy.Heads.First(), StringComparison.Ordinal);
    }

    [NotOnWineTheory("its TLS is no server, and does not name the fault of a certificate")]
    [InlineData(null)]
    [InlineData("bob:p@ss wörd")]
    public async Task A_proxy_opens_a_tunnel_and_never_sees_the_key(string? user)
    {
        await using WireServer server = WireKind.Start("tls", "")!;
        await using WireServer proxy = WireProxy.Start(user);

        CallResult result = await CallAsync(Through(proxy, user, server.TlsBaseUri) with { SkipCertificateCheck = true });

        Assert.Equal("Hello", result.Completion.Content);
        Assert.All(proxy.Heads, head => Assert.StartsWith($"CONNECT localhost:{server.Endpoint.Port} HTTP/1.1", head));
        Assert.All(proxy.Heads, static head => Assert.DoesNotContain(Ask.Key, head, StringComparison.Ordinal));
        Assert.Contains($"Bearer {Ask.Key}", Assert.Single(server.Heads), StringComparison.Ordinal);
        Assert.DoesNotContain("Proxy-Authorization", server.Heads.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wrong_password_for_a_proxy_is_told_and_not_shown(bool tunnel)
    {
        await using WireServer proxy = WireProxy.Start("bob:right");

        OfoxException failure = (
            await CallAsync(Through(proxy, "bob:wrong-password", tunnel ? "https://gateway.test/v1" : gateway.Server.BaseUri))).Failure;

        Assert.Equal((OfoxErrorKind.OfoxConnectionFailed, 1), (failure.Kind, failure.Attempts));
        Assert.Contains("proxy", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("wrong-password", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://gateway.test/v1")]
    [InlineData("https://gateway.test/v1")]
    public async Task A_proxy_that_is_not_there_is_named(string baseUri)
    {
        CallOptions options = Options(baseUri) with { NoProxy = false, Proxy = new Uri("http://bob:secret@127.0.0.1:1") };

        OfoxException failure = (await CallAsync(options)).Failure;

        Assert.StartsWith(
            $"No connection to {options.Endpoint.Authority} through the proxy 127.0.0.1:1: ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_proxy_goes_past_the_proxy()
    {
        await using WireServer proxy = WireProxy.Start();

        Assert.NotNull((await CallAsync(Through(proxy, null, gateway.Server.BaseUri) with { NoProxy = true })).Completed);

        Assert.Equal(0, proxy.Connections);
    }

    [NotOnWineFact("its TLS is no server, and does not name the fault of a certificate")]
    public async Task IPv6_loopback()
    {
        await using GatewayServer both = await GatewayServer.StartAsync(new GatewayOptions(IPv6: true));
        Assert.StartsWith("http://[::1]:", both.IPv6BaseUri);

        Assert.Equal("one two", (await CallAsync(Options(both.IPv6BaseUri!))).Completion.Content);

        await using WireServer secure = WireServer.Start(
            async connection =>
            {
                await connection.StartTlsAsync(Certificates.SelfSigned);
                await connection.ReadRequestAsync();
            },
            IPAddress.IPv6Loopback);
        Assert.Equal(
            OfoxErrorKind.OfoxConnectionFailed,
            (await CallAsync(Options($"https://{secure.Endpoint}/v1"))).Failure.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/chat/completions/")]
    public async Task A_base_URL_may_be_written_in_many_ways(string path)
    {
        string root = gateway.Server.BaseUri[..^"/v1".Length];

        Assert.Equal("one two", (await CallAsync(Options(root + path))).Completion.Content);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_redirect_to_another_host_does_not_carry_the_key(bool stream)
    {
        await using WireServer other = WireKind.Start("good", "")!;
        await using WireServer server = WireKind.Start("redirect", $"{other.BaseUri}/chat/completions")!;

        OfoxException failure = (await CallAsync(Options(server.BaseUri), stream)).Failure;

        Assert.Equal(OfoxErrorKind.OfoxEndpointNotFound, failure.Kind);
        Assert.Contains(other.Endpoint.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (server.Connections, other.Connections));
    }

    private static CallOptions Options(string baseUri) => Ask.Options with
    {
        Endpoint = Endpoint.Of(new Uri(baseUri), allowUnencrypted: true),
        NoProxy = true,
    };

    private static CallOptions Through(WireServer proxy, string? user, string baseUri) => Options(baseUri) with
    {
        NoProxy = false,
        Proxy = new Uri($"http://{proxy.Endpoint}"),
        ProxyCredential = user is null ? null : new NetworkCredential(user.Split(':')[0], user.Split(':')[1]),
    };

    private static Task<CallResult> CallAsync(CallOptions options, bool stream = false) => CallResult.OfAsync(
        new OfoxClient(options),
        new ChatRequest { Model = "openai/gpt-4o", Messages = [new ChatMessage("user", "one two")], Stream = stream });
}
