using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security;
using OfoxPS.Core.Client;
using OfoxPS.Core.Logging;

namespace OfoxPS.Shell.Settings;

/// <summary>From settings to the options of a call.</summary>
internal static class CallSettings
{
    private static readonly string[] ProxySchemes = ["http", "https", "socks4", "socks4a", "socks5"];

    private static readonly string[] ProxyVariables = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    public static Uri EndpointOf(RequestSettings settings) =>
        Endpoint.Of(
            settings.Get<Uri>("BaseUri") ?? throw Failure.InvalidArgument($"The base URL of {settings.SourceOf("BaseUri")} is no URL"),
            settings.IsSet("AllowUnencryptedAuthentication"));

    /// <summary>Whether it can be a base URL at all; none is fine.</summary>
    /// <exception cref="OfoxException">It is no http or https address, or holds a password.</exception>
    public static void CheckAddress(Uri? baseUri)
    {
        if (baseUri is { OriginalString.Length: > 0 })
        {
            _ = Endpoint.Of(baseUri, allowUnencrypted: true);
        }
    }

    /// <summary>Whether it can be the address of a proxy; none is fine. It may hold a password, so no message shows it.</summary>
    /// <exception cref="OfoxException">It cannot.</exception>
    public static void CheckProxy(Uri? proxy)
    {
        if (proxy is { OriginalString.Length: > 0 } && (!proxy.IsAbsoluteUri || Array.IndexOf(ProxySchemes, proxy.Scheme) < 0))
        {
            throw Failure.InvalidArgument("-Proxy is the address of a proxy, as in http://proxy.example:3128.");
        }
    }

    /// <exception cref="OfoxException">There is no key, or the endpoint is no place to send one.</exception>
    /// <param name="settings">The settings.</param>
    /// <param name="debug">Whether to tell headers and bodies.</param>
    /// <param name="needsKey">Whether nothing can be done without a key; else a missing one is told of only when something is sent.</param>
    public static CallOptions OptionsOf(RequestSettings settings, bool debug, bool needsKey = true)
    {
        (SecureString key, OfoxException? keyFailure) = KeyOf(settings, needsKey);
        return OptionsOf(settings, debug, key) with { KeyFailure = keyFailure };
    }

    /// <summary>For what is shown and not sent: the key is only needed to mask it.</summary>
    /// <exception cref="OfoxException">The endpoint is no place to send a key.</exception>
    public static CallOptions PreviewOf(RequestSettings settings) =>
        OptionsOf(settings, debug: false, settings.Get<SecureString>("ApiKey") ?? new SecureString());

    public static LogSettings LogOf(RequestSettings settings) => new(
        settings.Get<string>("LogPath") is { Length: > 0 } path ? path : null,
        settings.IsSet("LogContent"),
        settings.GetValue<long>("LogMaximumSize") ?? LogFile.DefaultMaximumSize);

    private static CallOptions OptionsOf(RequestSettings settings, bool debug, SecureString key)
    {
        Uri endpoint = EndpointOf(settings);
        Uri? proxy = settings.Get<Uri>("Proxy");
        (Dictionary<string, string> headers, HashSet<string> secret) = HeadersOf(settings);
        return new CallOptions
        {
            Endpoint = endpoint,
            ApiKey = key,
            Model = settings.Get<string>("Model") ?? string.Empty,
            Headers = headers,
            SecretHeaders = secret,
            Proxy = proxy,
            ProxyCredential = CredentialOf(settings, proxy),
            ProxyUsers = [.. EnvironmentProxies().Append(proxy).Where(static address => address is { IsAbsoluteUri: true, UserInfo.Length: > 0 }).Select(static address => address!.UserInfo)],
            NoProxy = settings.IsSet("NoProxy") || !MayPass(endpoint, proxy, settings),
            SkipCertificateCheck = settings.IsSet("SkipCertificateCheck"),
            ConnectionTimeout = settings.GetSeconds("ConnectionTimeoutSeconds")!.Value,
            OperationTimeout = settings.GetSeconds("OperationTimeoutSeconds")!.Value,
            Timeout = settings.GetSeconds("TimeoutSeconds"),
            MaximumRetryCount = settings.GetValue<int>("MaximumRetryCount")!.Value,
            Debug = debug,
        };
    }

    private static (SecureString Key, OfoxException? Failure) KeyOf(RequestSettings settings, bool needed)
    {
        try
        {
            return (KeyCheck.Usable(settings.Get<SecureString>("ApiKey"), settings.SourceOf("ApiKey")), null);
        }
        catch (OfoxException missing) when (!needed)
        {
            return (new SecureString(), missing);
        }
    }

    // To this machine http is safe, by way of another one it is not: the environment's proxy is passed by, a chosen one is refused.
    private static bool MayPass(Uri endpoint, Uri? proxy, RequestSettings settings)
    {
        if (endpoint.Scheme != Uri.UriSchemeHttp || settings.IsSet("NoProxy") || settings.IsSet("AllowUnencryptedAuthentication"))
        {
            return true;
        }

        return proxy is null ? Poly.SystemProxy(endpoint) is null or { IsLoopback: true }
            : proxy.IsLoopback ? true
            : throw new OfoxException(
                OfoxErrorKind.OfoxInsecureEndpoint,
                $"The API key would cross the network in the clear to the proxy {proxy.Host}: the base URL is http, not https.");
    }

    private static IEnumerable<Uri?> EnvironmentProxies() =>
        ProxyVariables
            .Select(Environment.GetEnvironmentVariable)
            .Select(static text => Uri.TryCreate(text?.IndexOf("://", StringComparison.Ordinal) < 0 ? "http://" + text : text, UriKind.Absolute, out Uri? address) ? address : null);

    private static (Dictionary<string, string> Headers, HashSet<string> Secret) HeadersOf(RequestSettings settings)
    {
        HashSet<string> secret = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry header in settings.Get<IDictionary>("Header") ?? new Hashtable())
        {
            string name = Convert.ToString(header.Key, CultureInfo.InvariantCulture)!;
            headers[name] = header.Value is SecureString wrapped ? CredentialsHandler.Unwrap(wrapped) : Convert.ToString(header.Value, CultureInfo.InvariantCulture) ?? string.Empty;
            if (header.Value is SecureString)
            {
                secret.Add(name);
            }
        }

        return (headers, secret);
    }

    private static NetworkCredential? CredentialOf(RequestSettings settings, Uri? proxy)
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
}
