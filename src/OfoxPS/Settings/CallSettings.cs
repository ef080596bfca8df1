using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Net;
using System.Security;
using OfoxPS.Client;
using OfoxPS.Logging;

namespace OfoxPS.Settings;

/// <summary>From settings to the options of a call.</summary>
internal static class CallSettings
{
    private static readonly string[] ProxySchemes = ["http", "https", "socks4", "socks4a", "socks5"];

    public static Uri EndpointOf(RequestSettings settings) =>
        Endpoint.Of(
            settings.Get<Uri>("BaseUri") ?? throw new OfoxException(OfoxErrorKind.OfoxInvalidRequest, $"The base URL of {settings.SourceOf("BaseUri")} is no URL"),
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
            throw new OfoxException(OfoxErrorKind.OfoxInvalidRequest, "-Proxy is the address of a proxy, as in http://proxy.example:3128.");
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
    public static CallOptions RehearsalOf(RequestSettings settings) =>
        OptionsOf(settings, debug: false, settings.Get<SecureString>("ApiKey") ?? new SecureString());

    public static LogSettings LogOf(RequestSettings settings) => new(
        settings.Get<string>("LogPath") is { Length: > 0 } path ? Path.GetFullPath(path) : null,
        settings.IsSet("LogContent"),
        settings.GetValue<long>("LogMaximumSize") ?? LogFile.DefaultMaximumSize);

    private static CallOptions OptionsOf(RequestSettings settings, bool debug, SecureString key)
    {
        Uri endpoint = EndpointOf(settings);
        Uri? proxy = settings.Get<Uri>("Proxy");
        return new CallOptions
        {
            Endpoint = endpoint,
            ApiKey = key,
            Headers = HeadersOf(settings),
            Proxy = proxy,
            ProxyCredential = CredentialOf(settings, proxy),
            ProxyUserInfo = proxy is { IsAbsoluteUri: true, UserInfo.Length: > 0 } ? proxy.UserInfo : null,
            NoProxy = settings.IsSet("NoProxy"),
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

    private static Dictionary<string, string> HeadersOf(RequestSettings settings)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry header in settings.Get<IDictionary>("Header") ?? new Hashtable())
        {
            headers[Convert.ToString(header.Key, CultureInfo.InvariantCulture)!] =
                Convert.ToString(header.Value, CultureInfo.InvariantCulture) ?? string.Empty;
        }

        return headers;
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
