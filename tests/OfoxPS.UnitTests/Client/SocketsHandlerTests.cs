using System;
using System.Net;
using System.Net.Http;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>The sockets as .NET has them. What .NET Framework has instead is tested there.</summary>
public sealed class SocketsHandlerTests
{
    [Fact]
    public async System.Threading.Tasks.Task A_handshake_that_failed_is_known_whatever_the_system_throws_and_not_tried_again()
    {
        FakeServer server = new FakeServer()
            .ThenThrow(new HttpRequestException(
            HttpRequestError.SecureConnectionError, "The SSL connection could not be established",
            new System.ComponentModel.Win32Exception(5)));

        CallResult result = await CallResult.OfAsync(server);

        OfoxException error = Assert.IsType<OfoxException>(result.Error);
        Assert.StartsWith("No secure connection to gateway.test", error.Message, System.StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void A_proxy_s_address_holds_no_password()
    {
        SocketsHttpHandler handler = Inner(Transport.For(
            Ask.Options with
            {
                Proxy = new Uri("http://me:p%40ss@proxy.test:3129"),
                ProxyCredential = new NetworkCredential("me", "p@ss")
            }));

        Assert.Equal("http://proxy.test:3129/", Assert.IsType<WebProxy>(handler.Proxy).Address?.AbsoluteUri);
    }

    [Fact]
    public void A_socket_follows_no_redirect_keeps_no_cookie_and_drains_nothing()
    {
        SocketsHttpHandler handler = Inner(Transport.For(Ask.Options with { NoProxy = true }));

        Assert.Equal((false, false, false), (handler.AllowAutoRedirect, handler.UseCookies, handler.UseProxy));
        Assert.Equal(TimeSpan.Zero, handler.ResponseDrainTimeout);
        Assert.Equal(DecompressionMethods.None, handler.AutomaticDecompression);
        Assert.Null(handler.SslOptions.RemoteCertificateValidationCallback);
    }

    [Fact]
    public void A_proxy_is_used_with_its_credentials()
    {
        SocketsHttpHandler handler = Inner(Transport.For(
            Ask.Options with { Proxy = new Uri("http://proxy.test:3128"), ProxyCredential = new NetworkCredential("me", "pw") }));

        WebProxy proxy = Assert.IsType<WebProxy>(handler.Proxy);
        Assert.Equal((new Uri("http://proxy.test:3128"), false), (proxy.Address, proxy.BypassProxyOnLocal));
        Assert.Equal(
            ("me", "pw"), ((proxy.Credentials as NetworkCredential)?.UserName, (proxy.Credentials as NetworkCredential)?.Password));
    }

    private static SocketsHttpHandler Inner(System.Net.Http.HttpMessageHandler transport) =>
        Assert.IsType<SocketsHttpHandler>(Assert.IsType<UnpackingHandler>(transport).InnerHandler);
}
