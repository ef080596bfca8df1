using System.Management.Automation;
using System.Net;
using OfoxPS.Core.Client;

namespace OfoxPS.Shell.Settings;

/// <summary>The proxies of settings and environment: which one may be used, and the secrets in their addresses.</summary>
internal static class ProxySettings
{
    private static readonly string[] ProxySchemes = ["http", "https", "socks4", "socks4a", "socks5"];

    private static readonly string[] ProxyVariables = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    /// <summary>Checks the address of a proxy; null is valid. It may hold a password, so no message shows it.</summary>
    /// <exception cref="OfoxException">It is not an http address.</exception>
    public static void Check(Uri? proxy)
    {
        if (proxy is { OriginalString.Length: > 0 } && (!proxy.IsAbsoluteUri || Array.IndexOf(ProxySchemes, proxy.Scheme) < 0))
        {
            throw Failure.InvalidArgument("-Proxy must be the address of a proxy, as in http://proxy.example:3128.");
        }
    }

    /// <summary>
    /// The user names and passwords in the addresses of all proxies that may be used, for masking: errors of .NET may contain them.
    /// </summary>
    /// <param name="proxy">The proxy that was chosen; null if none was.</param>
    public static string[] UsersOf(Uri? proxy) =>
        [.. EnvironmentProxies().Append(proxy).Where(static address => address is { IsAbsoluteUri: true, UserInfo.Length: > 0 })
            .Select(static address => address!.UserInfo)];

    /// <summary>
    /// Whether a request may use the proxy. An unencrypted request to this machine must not pass another one: a proxy of the environment is
    /// ignored for it, and a chosen one is an error.
    /// </summary>
    /// <exception cref="OfoxException">The proxy was chosen, and the key would be sent to it unencrypted.</exception>
    public static bool MayPass(Uri endpoint, Uri? proxy, RequestSettings settings)
    {
        if (endpoint.Scheme != Uri.UriSchemeHttp || settings.IsSet("NoProxy") || settings.IsSet("AllowUnencryptedAuthentication"))
        {
            return true;
        }

        return proxy is null ? Poly.SystemProxy(endpoint) is not { } found || Endpoint.IsOfThisMachine(found)
            : Endpoint.IsOfThisMachine(proxy) ? true
            : throw new OfoxException(
                OfoxErrorKind.OfoxInsecureEndpoint,
                $"The API key would cross the network in the clear to the proxy {proxy.Host}: the base URL is http, not https.");
    }

    /// <summary>The credentials for the proxy; null if there are none.</summary>
    public static NetworkCredential? CredentialOf(RequestSettings settings, Uri? proxy)
    {
        if (settings.Get<PSCredential>("ProxyCredential") is { } credential)
        {
            return credential.GetNetworkCredential();
        }

        if (proxy is null || proxy.UserInfo.Length == 0)
        {
            return null;
        }

        string[] parts = proxy.UserInfo.Split([':'], 2);
        return new NetworkCredential(
            Uri.UnescapeDataString(parts[0]),
            parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
    }

    private static IEnumerable<Uri?> EnvironmentProxies() =>
        ProxyVariables
            .Select(Environment.GetEnvironmentVariable)
            .Select(
                static text => Uri.TryCreate(
                    text?.IndexOf("://", StringComparison.Ordinal) < 0 ? "http://" + text : text, UriKind.Absolute, out Uri? address)
                    ? address
                    : null);
}
