using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace OfoxPS.Core.Client;

/// <summary>Masks the secrets of a call in any text, by their exact value: a server may echo what it was sent.</summary>
internal sealed class Redactor
{
    private const string Mask = "****";

    // A shorter text is no secret, and masking it would spoil every word that holds it.
    private const int ShortestSecret = 4;

    private const int LongHeader = 8;

    private readonly CallOptions _options;

    public Redactor(CallOptions options) => _options = options;

    public string Clean(string text)
    {
        foreach (string secret in Secrets().OrderByDescending(static secret => secret.Length))
        {
            if (secret.Length < ShortestSecret)
            {
                continue;
            }

            text = text.IndexOf(secret, StringComparison.Ordinal) >= 0 ? text.Replace(secret, Mask) : text;
            if (text.IndexOf('\\') >= 0)
            {
                text = Regex.Replace(text, Escaped(secret), Mask);
            }
        }

        return text;
    }

    // Each character as it is or as JSON may escape it.
    private static string Escaped(string secret) => string.Concat(secret.Select(static c =>
        $"(?:{Regex.Escape(c.ToString())}|\\\\u(?i:{(int)c:x4})|\\\\{Regex.Escape(c.ToString())})"));

    private IEnumerable<string> Secrets()
    {
        yield return CredentialsHandler.Unwrap(_options.ApiKey);
        if (_options.ProxyCredential is { } proxy)
        {
            yield return proxy.Password;
        }

        foreach (string user in _options.ProxyUsers)
        {
            string password = user.Substring(user.IndexOf(':') + 1);
            yield return user;
            yield return password;
            yield return Uri.UnescapeDataString(password);
        }

        foreach (string pair in _options.Endpoint.Query.TrimStart('?').Split('&'))
        {
            yield return pair.Substring(pair.IndexOf('=') + 1);
        }

        foreach (KeyValuePair<string, string> header in _options.Headers)
        {
            // A short title is no secret, and masking it would spoil every word that holds it.
            if (header.Value.Length >= LongHeader || _options.SecretHeaders.Contains(header.Key)
                || Regex.IsMatch(header.Key, "auth|key|tok|secret|cookie|pass|pwd|cred", RegexOptions.IgnoreCase))
            {
                yield return header.Value;
            }
        }
    }
}
