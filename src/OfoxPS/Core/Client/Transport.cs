using System.Collections.Concurrent;
using System.Net;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Client;

/// <summary>The sockets' handlers: one for each set of network settings, kept so that connections are used again.</summary>
internal static class Transport
{
    private static readonly ConcurrentDictionary<Key, Lazy<HttpMessageHandler>> Handlers = new();

    public static HttpMessageHandler For(CallOptions options)
    {
        if (OfflineMode.Refusal() is { } refusal)
        {
            return new RefusingHandler(refusal);
        }

        // The limit of connecting is kept by whoever sends, so calls with different limits share their connections.
        Key key = new(Address(options.Proxy), Fingerprint(options.ProxyCredential), options.NoProxy, options.SkipCertificateCheck);
        return Handlers.GetOrAdd(key, key => new Lazy<HttpMessageHandler>(() => Unpacking(Poly.CreateHandler(
            Proxy(key.Proxy, options.ProxyCredential), !key.NoProxy, key.SkipCertificateCheck)))).Value;
    }

    private static HttpMessageHandler Unpacking(HttpMessageHandler handler) =>
        Poly.Packings.Length == 0 ? handler : new UnpackingHandler(handler);

    private static WebProxy? Proxy(string? address, NetworkCredential? credential) =>
        address is null ? null : new WebProxy(new Uri(address), BypassOnLocal: false) { Credentials = credential };

    // Without user and password: they are given beside it, and an error names the address.
    private static string? Address(Uri? proxy) =>
        proxy is null ? null : new UriBuilder(proxy) { UserName = string.Empty, Password = string.Empty }.Uri.AbsoluteUri;

    // A hash of the credentials, so that they are compared without being kept.
    private static string? Fingerprint(NetworkCredential? credential) =>
        credential is null ? null : Sha256.TextOf($"{credential.UserName}\n{credential.Password}");

    private sealed record Key(string? Proxy, string? Credential, bool NoProxy, bool SkipCertificateCheck);
}
