using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>What is secret of a call: its key, passwords of proxies, and what headers and the query say where they are secret by name or were given so.</summary>
internal static class CallSecrets
{
    // A shorter text is no secret, and masking it would spoil every word that holds it.
    private const int ShortestSecret = 4;

    /// <summary>Masks the secrets of a call. The key is unwrapped anew for each text, so that it stays wrapped in between.</summary>
    public static Redactor RedactorOf(CallOptions options)
    {
        Lazy<string[]> others = new(() =>
        [
            .. Proxies(options).Concat(Headers(options).Concat(Query(options.Endpoint)).Where(secret => IsSecret(secret, options.Model)))
                .Where(static secret => secret.Length >= ShortestSecret),
        ]);
        return new Redactor(() => options.ApiKey.Length >= ShortestSecret ? others.Value.Prepend(CredentialsHandler.Unwrap(options.ApiKey)) : others.Value);
    }

    // A header or a field of the query may say what everybody knows: the model's id, or a word of JSON itself. Masking that would spoil every answer.
    private static bool IsSecret(string text, string model) =>
        text is not ("true" or "false" or "null") && model.IndexOf(text, StringComparison.OrdinalIgnoreCase) < 0;

    private static IEnumerable<string> Proxies(CallOptions options)
    {
        if (options.ProxyCredential is { } proxy)
        {
            yield return proxy.Password;
        }

        foreach (string user in options.ProxyUsers)
        {
            string password = user.Substring(user.IndexOf(':') + 1);
            yield return user;
            yield return password;
            yield return Uri.UnescapeDataString(password);
        }
    }

    private static IEnumerable<string> Headers(CallOptions options) => options.Headers
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

    /// <summary>Whether a field of a query is a secret. What has no name can only be a key; Azure's functions call theirs code.</summary>
    public static bool IsInQuery(string name) => name.Length == 0 || SecretName.Says(name) || name.Equals("code", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Query(Uri endpoint) => endpoint.Query.TrimStart('?').Split('&')
        .Select(static pair => pair.Split(['='], 2))
        .Where(static pair => IsInQuery(pair.Length < 2 ? string.Empty : pair[0]))
        .SelectMany(static pair => new[] { pair[pair.Length - 1], Uri.UnescapeDataString(pair[pair.Length - 1]) });
}
