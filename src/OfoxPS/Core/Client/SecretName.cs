using System.Text.RegularExpressions;

namespace OfoxPS.Core.Client;

/// <summary>
/// Whether a header or a field of a query holds a secret, by whole words of its name: x-api-key does, x-portkey-provider does not.
/// </summary>
internal static class SecretName
{
    private static readonly string[] Words =
    [
        "apikey", "auth", "authorization", "bearer", "cookie", "credential", "credentials", "jwt", "key", "passphrase", "passwd",
        "password", "pwd",
        "secret", "sig", "signature", "token",
    ];

    // X-API-Key, api_key, apiKey: each has the words api and key.
    private static readonly Regex Word = new("[A-Z]+(?![a-z])|[A-Z]?[a-z]+", RegexOptions.CultureInvariant);

    public static bool Says(string name) =>
        Word.Matches(name).Cast<Match>().Any(static word => Words.Contains(word.Value, StringComparer.OrdinalIgnoreCase));
}
