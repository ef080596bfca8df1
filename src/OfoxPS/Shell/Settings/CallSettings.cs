using System.Security;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Logging;

namespace OfoxPS.Shell.Settings;

/// <summary>Makes the options of a call from settings.</summary>
internal static class CallSettings
{
    /// <summary>
    /// Checks all settings when a pipeline begins, so that an invalid one is reported once, and not for each input.
    /// </summary>
    /// <exception cref="OfoxException">A setting is invalid.</exception>
    public static void Check(RequestSettings settings)
    {
        foreach ((string _, OfoxException failure) in Problems(settings))
        {
            throw failure.ForAllInput();
        }
    }

    /// <summary>The settings that are invalid, by the name of their parameter. No secret is read.</summary>
    public static IEnumerable<(string Name, OfoxException Failure)> Problems(RequestSettings settings)
    {
        foreach (string name in EnvironmentSettings.Names)
        {
            OfoxException? problem = name switch
            {
                "BaseUri" => Caught(() => EndpointOf(settings, allowUnencrypted: true)),
                "Header" => Caught(() => HeaderSettings.Of(settings)),
                _ => settings.ProblemOf(name),
            };
            if (problem is not null)
            {
                yield return (name, problem);
            }
        }
    }

    /// <summary>The address of chat completions, made of the base URL.</summary>
    /// <exception cref="OfoxException">The base URL is invalid, or the key must not be sent there.</exception>
    public static Uri EndpointOf(RequestSettings settings) => EndpointOf(settings, settings.IsSet("AllowUnencryptedAuthentication"));

    private static Uri EndpointOf(RequestSettings settings, bool allowUnencrypted)
    {
        Setting setting = settings.Find("BaseUri");
        Uri address = setting.Value as Uri ?? throw setting.Refused("is not a valid URL", shown: null);
        try
        {
            return Endpoint.Of(address, allowUnencrypted);
        }
        catch (OfoxException failure) when (failure.Kind is OfoxErrorKind.OfoxInvalidArgument && setting.Origin is { } origin)
        {
            // An address with an @ may hold a password, so it is not shown.
            string shown = address.OriginalString.IndexOf('@') < 0 ? $" is '{Endpoint.Shown(address)}'" : " cannot be used";
            throw Failure.InvalidArgument($"{origin}{shown}. {failure.Words}", failure);
        }
    }

    /// <summary>Checks a base URL; null is valid.</summary>
    /// <exception cref="OfoxException">It is not an http or https address, or holds a password.</exception>
    public static void CheckAddress(Uri? baseUri)
    {
        if (baseUri is { OriginalString.Length: > 0 })
        {
            _ = Endpoint.Of(baseUri, allowUnencrypted: true);
        }
    }

    /// <summary>The options of a call, with its API key.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="needsKey">Whether a missing key is an error here; otherwise it is one when a request is sent.</param>
    /// <exception cref="OfoxException">There is no key, or it must not be sent to this address.</exception>
    public static CallOptions OptionsOf(RequestSettings settings, bool needsKey = true) => WithKey(PreviewOf(settings), settings, needsKey);

    /// <summary>The options of <see cref="PreviewOf"/> with the API key.</summary>
    /// <param name="preview">The options.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="needsKey">Whether a missing key is an error here; otherwise it is one when a request is sent.</param>
    /// <exception cref="OfoxException">There is no key.</exception>
    public static CallOptions WithKey(CallOptions preview, RequestSettings settings, bool needsKey)
    {
        try
        {
            return preview with { ApiKey = Secret.Usable(settings.Get<SecureString>("ApiKey"), settings.Find("ApiKey")) };
        }
        catch (OfoxException missing) when (!needsKey || preview.HasOwnAuthorization)
        {
            return preview with { ApiKey = new SecureString(), KeyFailure = missing };
        }
    }

    /// <summary>The cache file of a server's models and prices.</summary>
    public static CatalogFile CatalogOf(Uri endpoint) => CatalogFile.For(Endpoint.Models(endpoint), SessionFolder.Current);

    /// <summary>The options of a request that is shown and not sent; the key is needed only to mask it.</summary>
    /// <exception cref="OfoxException">The key must not be sent to this address.</exception>
    public static CallOptions PreviewOf(RequestSettings settings)
    {
        Uri endpoint = EndpointOf(settings);
        Uri? proxy = settings.Get<Uri>("Proxy");
        (Dictionary<string, string> headers, HashSet<string> secret) = HeaderSettings.Of(settings);
        return new CallOptions
        {
            Endpoint = endpoint,
            ApiKey = settings.Find("ApiKey").Value as SecureString ?? new SecureString(),
            KeySource = settings.Find("ApiKey").Origin,
            AddressSource = settings.Find("BaseUri").Origin,
            PlaceOf = name => settings.Find(name).Place,
            Model = settings.Get<string>("Model") ?? string.Empty,
            Headers = headers,
            SecretHeaders = secret,
            Proxy = proxy,
            ProxyCredential = ProxySettings.CredentialOf(settings, proxy),
            ProxyUsers = ProxySettings.UsersOf(proxy),
            NoProxy = settings.IsSet("NoProxy") || !ProxySettings.MayPass(endpoint, proxy, settings),
            SkipCertificateCheck = settings.IsSet("SkipCertificateCheck"),
            ConnectionTimeout = settings.GetSeconds("ConnectionTimeoutSeconds")!.Value,
            OperationTimeout = settings.GetSeconds("OperationTimeoutSeconds")!.Value,
            Timeout = settings.GetSeconds("TimeoutSeconds"),
            MaximumAnswerSize = settings.GetValue<long>("MaximumAnswerSize") ?? AnswerLimits.MaximumText,
            MaximumRetryCount = settings.GetValue<int>("MaximumRetryCount")!.Value,
            MaximumWait = settings.GetSeconds("MaximumWaitSeconds")
                ?? (settings.GetValue<int>("MaximumRequestsPerMinute") is null ? null : CallOptions.DefaultMaximumWait),
            MaximumRequestsPerMinute = settings.GetValue<int>("MaximumRequestsPerMinute"),
        };
    }

    /// <summary>The request log: its path, whether it holds messages, and its maximum size in bytes.</summary>
    public static LogSettings LogOf(RequestSettings settings) => new(
        settings.Get<string>("LogPath") is { Length: > 0 } path ? path : null,
        settings.IsSet("LogContent"),
        settings.GetValue<long>("LogMaximumSize") ?? LogFile.DefaultMaximumSize);

    private static OfoxException? Caught<T>(Func<T> read)
    {
        try
        {
            _ = read();
            return null;
        }
        catch (OfoxException problem)
        {
            return problem;
        }
    }
}
