using System;
using System.Net;
using System.Net.Http;
using System.Security.Authentication;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.FrameworkTests.Client;

/// <summary>The connections as .NET Framework has them.</summary>
public sealed class FrameworkHandlerTests
{
    [Fact]
    public void A_connection_follows_no_redirect_and_keeps_no_cookie()
    {
        HttpClientHandler handler = Assert.IsType<HttpClientHandler>(Transport.For(Ask.Options with { NoProxy = true }));

        Assert.Equal((false, false, false), (handler.AllowAutoRedirect, handler.UseCookies, handler.UseProxy));
        Assert.Equal(DecompressionMethods.GZip, handler.AutomaticDecompression);
    }

    [Fact]
    public void A_proxy_is_used_with_its_credentials_and_no_password_in_its_address()
    {
        HttpClientHandler handler = Assert.IsType<HttpClientHandler>(Transport.For(Ask.Options with
        {
            Proxy = new Uri("http://me:p%40ss@proxy.test:3129"),
            ProxyCredential = new NetworkCredential("me", "p@ss"),
        }));

        WebProxy proxy = Assert.IsType<WebProxy>(handler.Proxy);
        Assert.Equal("http://proxy.test:3129/", proxy.Address.AbsoluteUri);
        Assert.Equal(
            ("me", "p@ss"), ((proxy.Credentials as NetworkCredential)?.UserName, (proxy.Credentials as NetworkCredential)?.Password));
    }

    [Fact]
    public void Many_requests_may_run_at_once_and_the_other_web_requests_of_the_session_stay_as_they_were()
    {
        (int limit, bool expects, SecurityProtocolType protocols) =
            (ServicePointManager.DefaultConnectionLimit, ServicePointManager.Expect100Continue, ServicePointManager.SecurityProtocol);

        HttpClientHandler handler =
            Assert.IsType<HttpClientHandler>(Transport.For(Ask.Options with { Proxy = new Uri("http://proxy.test:3130") }));

        Assert.Equal(
            (limit, expects, protocols),
            (ServicePointManager.DefaultConnectionLimit, ServicePointManager.Expect100Continue, ServicePointManager.SecurityProtocol));
        Assert.True(handler.MaxConnectionsPerServer >= 256);
    }

    [Fact]
    public void A_session_without_TLS_1_2_gets_it_for_these_requests_alone()
    {
        SecurityProtocolType before = ServicePointManager.SecurityProtocol;
        try
        {
            ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls11;

            HttpClientHandler handler =
                Assert.IsType<HttpClientHandler>(Transport.For(Ask.Options with { Proxy = new Uri("http://proxy.test:3131") }));

            Assert.Equal(SslProtocols.Tls12, handler.SslProtocols & SslProtocols.Tls12);
            Assert.Equal(SecurityProtocolType.Tls11, ServicePointManager.SecurityProtocol);
        }
        finally
        {
            ServicePointManager.SecurityProtocol = before;
        }
    }
}
