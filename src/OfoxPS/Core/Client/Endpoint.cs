using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>From a base URL, as people write it, to the address of the completions.</summary>
internal static class Endpoint
{
    private const string Completions = "/chat/completions";

    // The last endpoint, because nearly every call has the same address.
    private static Known? last;

    /// <summary>From the address of the completions to that of the list of models.</summary>
    public static Uri Models(Uri completions) =>
        last is { } known && ReferenceEquals(known.Address, completions) ? known.Models : ModelsOf(completions);

    /// <summary>An address as it may be shown: without the values of its query, any of which can be a key.</summary>
    public static string Shown(Uri address)
    {
        string text = address.IsAbsoluteUri ? address.AbsoluteUri : address.OriginalString;
        int query = text.IndexOf('?');
        return query < 0 ? text : text.Remove(query) + ShownQuery(text.Substring(query));
    }

    /// <summary>A query without its values.</summary>
    public static string ShownQuery(string query) =>
        query.Length < 2
            ? query
            : "?"
                + string.Join("&", query.Substring(1).Split('&').Select(static pair => pair.Remove(pair.IndexOf('=') + 1) + Redactor.Mask));

    /// <summary>Whether a server tries other models where the first one fails: only OfoxAI's gateway reads the field.</summary>
    public static bool TakesFallback(Uri address) =>
        address.Host.Equals("ofox.ai", StringComparison.OrdinalIgnoreCase)
            || address.Host.EndsWith(".ofox.ai", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="OfoxException">The URL is not http(s), holds a password, or would send the key in the clear.</exception>
    public static Uri Of(Uri baseUri, bool allowUnencrypted)
    {
        string written = baseUri.OriginalString;
        if (last is not { } known || known.BaseUri != written)
        {
            Uri address = Make(baseUri);
            last = known = new Known(written, address, ModelsOf(address));
        }

        return allowUnencrypted || baseUri.Scheme != Uri.UriSchemeHttp || IsOfThisMachine(baseUri)
            ? known.Address
            : throw new OfoxException(
                OfoxErrorKind.OfoxInsecureEndpoint,
                $"The API key would cross the network in the clear to {baseUri.Host}: the base URL is http, not https.");
    }

    private static Uri ModelsOf(Uri completions)
    {
        string path = completions.AbsolutePath;
        return new UriBuilder(completions) { Path = path.Remove(path.Length - Completions.Length) + "/models" }.Uri;
    }

    private static Uri Make(Uri baseUri)
    {
        if (!baseUri.IsAbsoluteUri || (baseUri.Scheme != Uri.UriSchemeHttp && baseUri.Scheme != Uri.UriSchemeHttps))
        {
            throw Failure.InvalidArgument(
                "The base URL must be an absolute http or https address, as in https://api.ofox.ai/v1.");
        }

        if (baseUri.UserInfo.Length > 0)
        {
            throw Failure.InvalidArgument(
                "The base URL must not hold a user name or password: give the key with -ApiKey, other credentials with -Header.");
        }

        string path = baseUri.AbsolutePath.TrimEnd('/');
        return new UriBuilder(baseUri)
        {
            Path = path.EndsWith(Completions, StringComparison.Ordinal) ? path : (path.Length == 0 ? "/v1" : path) + Completions,
        }.Uri;
    }

    /// <summary>Whether an address is on this machine: what is sent there in the clear crosses no network.</summary>
    /// <param name="address">
    /// An absolute address. .NET 8 knows the name localhost in lower case only, in <see cref="Uri.IsLoopback"/>.
    /// </param>
    public static bool IsOfThisMachine(Uri address) => address.IsLoopback || address.Host == "localhost";

    private sealed record Known(string BaseUri, Uri Address, Uri Models);
}
