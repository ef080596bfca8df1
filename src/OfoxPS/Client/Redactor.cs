using System;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.Client.Handlers;

namespace OfoxPS.Client;

/// <summary>Masks the secrets of a call in any text, by their exact value: a server may echo what it was sent.</summary>
internal sealed class Redactor
{
    private const string Mask = "****";

    // A shorter text is no secret, and masking it would spoil every word that holds it.
    private const int ShortestSecret = 4;

    private readonly CallOptions _options;

    public Redactor(CallOptions options) => _options = options;

    public string Clean(string text)
    {
        foreach (string secret in Secrets().OrderByDescending(static secret => secret.Length))
        {
            if (secret.Length >= ShortestSecret && text.IndexOf(secret, StringComparison.Ordinal) >= 0)
            {
                text = text.Replace(secret, Mask);
            }
        }

        return text;
    }

    private IEnumerable<string> Secrets()
    {
        yield return CredentialsHandler.Unwrap(_options.ApiKey);
        if (_options.ProxyCredential is { } proxy)
        {
            yield return proxy.Password;
        }

        foreach (string value in _options.Headers.Values)
        {
            yield return value;
        }
    }
}
