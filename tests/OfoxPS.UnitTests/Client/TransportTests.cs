using System;
using System.Net;
using System.Net.Http;
using OfoxPS.Core.Client;
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

    public static TheoryData<string> Differences => ["proxy", "user", "password", "no proxy", "certificates"];

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
            _ => one with { SkipCertificateCheck = true },
        };

        Assert.NotSame(Transport.For(one), Transport.For(other));
        Assert.Same(Transport.For(other), Transport.For(other with { }));
    }

    [Fact]
    public void A_limit_of_time_does_not() => Assert.Same(
        Transport.For(Ask.Options),
        Transport.For(Ask.Options with { ConnectionTimeout = TimeSpan.FromSeconds(7) }));

    [Fact]
    public void A_proxy_s_address_holds_no_password()
    {
        SocketsHttpHandler handler = Assert.IsType<SocketsHttpHandler>(Transport.For(
            Ask.Options with { Proxy = new Uri("http://me:p%40ss@proxy.test:3129"), ProxyCredential = new NetworkCredential("me", "p@ss") }));

        Assert.Equal("http://proxy.test:3129/", Assert.IsType<WebProxy>(handler.Proxy).Address?.AbsoluteUri);
    }

    [Fact]
    public void A_socket_follows_no_redirect_keeps_no_cookie_and_drains_nothing()
    {
        SocketsHttpHandler handler = Assert.IsType<SocketsHttpHandler>(Transport.For(Ask.Options with { NoProxy = true }));

        Assert.Equal((false, false, false), (handler.AllowAutoRedirect, handler.UseCookies, handler.UseProxy));
        Assert.Equal(TimeSpan.Zero, handler.ResponseDrainTimeout);
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
