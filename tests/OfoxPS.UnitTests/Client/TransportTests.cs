using System;
using System.Net;
using System.Net.Http;
using OfoxPS.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Sockets are shared by calls whose network settings are the same, and by no others.</summary>
public sealed class TransportTests
{
    [Fact]
    public void The_key_and_the_headers_make_no_difference() => Assert.Same(
        Transport.For(Ask.Options),
        Transport.For(Ask.Options with { ApiKey = Ask.Secret("another"), Headers = new System.Collections.Generic.Dictionary<string, string> { ["a"] = "b" }, MaximumRetryCount = 7 }));

    public static TheoryData<string> Differences => ["proxy", "user", "password", "no proxy", "certificates", "connection"];

    [Theory]
    [MemberData(nameof(Differences))]
    public void The_network_does(string difference)
    {
        CallOptions one = Ask.Options with { Proxy = new Uri("http://proxy.test:1"), ProxyCredential = new NetworkCredential("u", "p") };
        CallOptions other = difference switch
        {
            "proxy" => one with { Proxy = new Uri("http://proxy.test:2") },
            "user" => one with { ProxyCredential = new NetworkCredential("v", "p") },
            "password" => one with { ProxyCredential = new NetworkCredential("u", "q") },
            "no proxy" => one with { NoProxy = true },
            "certificates" => one with { SkipCertificateCheck = true },
            _ => one with { ConnectionTimeout = TimeSpan.FromSeconds(7) },
        };

        Assert.NotSame(Transport.For(one), Transport.For(other));
        Assert.Same(Transport.For(other), Transport.For(other with { }));
    }

    [Fact]
    public void A_socket_follows_no_redirect_keeps_no_cookie_and_drains_nothing()
    {
        SocketsHttpHandler handler = Assert.IsType<SocketsHttpHandler>(Transport.For(Ask.Options with { ConnectionTimeout = TimeSpan.FromSeconds(11), NoProxy = true }));

        Assert.Equal((false, false, false), (handler.AllowAutoRedirect, handler.UseCookies, handler.UseProxy));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(11)), (handler.ResponseDrainTimeout, handler.ConnectTimeout));
        Assert.Equal(DecompressionMethods.All, handler.AutomaticDecompression);
        Assert.Null(handler.SslOptions.RemoteCertificateValidationCallback);
    }

    [Fact]
    public void A_proxy_is_used_with_its_credentials()
    {
        SocketsHttpHandler handler = Assert.IsType<SocketsHttpHandler>(Transport.For(
            Ask.Options with { Proxy = new Uri("http://proxy.test:3128"), ProxyCredential = new NetworkCredential("me", "pw") }));

        WebProxy proxy = Assert.IsType<WebProxy>(handler.Proxy);
        Assert.Equal((new Uri("http://proxy.test:3128"), false), (proxy.Address, proxy.BypassProxyOnLocal));
        Assert.Equal(("me", "pw"), ((proxy.Credentials as NetworkCredential)?.UserName, (proxy.Credentials as NetworkCredential)?.Password));
    }
}
