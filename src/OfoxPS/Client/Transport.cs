using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;

namespace OfoxPS.Client;

/// <summary>The sockets' handlers: one for each set of network settings, kept so that connections are used again.</summary>
internal static class Transport
{
    private static readonly ConcurrentDictionary<Key, Lazy<HttpMessageHandler>> Handlers = new();

    public static HttpMessageHandler For(CallOptions options)
    {
        Key key = new(
            options.Proxy?.AbsoluteUri,
            options.ProxyCredential?.UserName,
            options.ProxyCredential?.Password,
            options.NoProxy,
            options.SkipCertificateCheck,
            options.ConnectionTimeout);
        return Handlers.GetOrAdd(key, static key => new Lazy<HttpMessageHandler>(() => Poly.CreateHandler(
            Proxy(key), !key.NoProxy, key.SkipCertificateCheck, key.ConnectionTimeout))).Value;
    }

    private static WebProxy? Proxy(Key key)
    {
        if (key.Proxy is null)
        {
            return null;
        }

        WebProxy proxy = new(new Uri(key.Proxy), BypassOnLocal: false);
        if (key.UserName is not null)
        {
            proxy.Credentials = new NetworkCredential(key.UserName, key.Password);
        }

        return proxy;
    }

    private sealed record Key(
        string? Proxy, string? UserName, string? Password, bool NoProxy, bool SkipCertificateCheck, TimeSpan ConnectionTimeout);
}
