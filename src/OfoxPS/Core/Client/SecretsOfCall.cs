using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>
/// The secrets of a call: its key, passwords of proxies, values of the query of its address, and values of headers that are secret by their
/// name or were given as secure strings.
/// </summary>
internal static class SecretsOfCall
{
    /// <summary>Masks the secrets of a call. The key is unwrapped anew for each text, so that it stays wrapped in between.</summary>
    public static Redactor RedactorOf(CallOptions options)
    {
        Lazy<string[]> others = new(
            () => MaskedForms(OfProxies(options).Concat(OfHeaders(options)).Concat(OfQuery(options.Endpoint)), options.Model));
        return new Redactor(() => options.ApiKey.Length > 0
            ? MaskedForms([CredentialsHandler.Unwrap(options.ApiKey)], options.Model).Concat(others.Value)
            : others.Value);
    }

    // The forms in which secrets are masked. Left out are short words, and the name of the model, which would be masked in every answer.
    private static string[] MaskedForms(IEnumerable<string> secrets, string model) =>
        [.. secrets.Where(secret =>
            SecretText.IsPossible(secret) && model.IndexOf(secret, StringComparison.OrdinalIgnoreCase) < 0).SelectMany(FormsOf).Distinct()];

    // A secret as it is, encoded for an address, and as base64 of Basic credentials.
    private static IEnumerable<string> FormsOf(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
    }

    private static IEnumerable<string> OfProxies(CallOptions options)
    {
        if (options.ProxyCredential is { } proxy)
        {
            yield return proxy.Password;
            yield return $"{proxy.UserName}:{proxy.Password}";
        }

        foreach (string user in options.ProxyUsers)
        {
            string password = user.Substring(user.IndexOf(':') + 1);
            yield return user;
            yield return password;
            yield return Uri.UnescapeDataString(password);
        }
    }

    private static IEnumerable<string> OfHeaders(CallOptions options) => options.Headers
        .Where(header => options.SecretHeaders.Contains(header.Key) || SecretName.Says(header.Key))
        .SelectMany(static header => PartsOf(header.Value))
        .Where(static value => !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    // A server repeats the token of "Bearer token" or the value of a cookie alone.
    private static IEnumerable<string> PartsOf(string value)
    {
        yield return value;
        if (Regex.Match(value, "^[A-Za-z]+ +(?<secret>\\S+)$") is { Success: true } credentials)
        {
            yield return credentials.Groups["secret"].Value;
        }

        foreach (Match cookie in Regex.Matches(value, "(?:^|; *)[^=; ]+=(?<secret>[^;]{8,})"))
        {
            yield return cookie.Groups["secret"].Value;
        }
    }

    /// <summary>
    /// Whether a field of a query is a secret by its name. What has no name can only be a key; Azure's functions call theirs code.
    /// </summary>
    public static bool IsSecretField(string name) =>
        name.Length == 0 || SecretName.Says(name) || name.Equals("code", StringComparison.OrdinalIgnoreCase);

    // Any value of a query may be a key, and so may the whole query: SecretText leaves out values that are usual words, and the whole
    // query, which a server repeats as such, is none.
    private static IEnumerable<string> OfQuery(Uri endpoint) => endpoint.Query.TrimStart('?').Split('&')
        .Select(static pair => pair.Split(['='], 2))
        .SelectMany(static pair => new[] { pair[pair.Length - 1], Uri.UnescapeDataString(pair[pair.Length - 1]) })
        .Append(endpoint.Query.TrimStart('?'));
}
