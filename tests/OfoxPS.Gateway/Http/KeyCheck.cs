using System;

namespace OfoxPS.Gateway.Http;

internal static class KeyCheck
{
    private const string Scheme = "Bearer ";

    public static ApiError? Problem(string authorization)
    {
        string key = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..] : "";
        return key switch
        {
            _ when key.StartsWith("sk-forbidden", StringComparison.Ordinal) =>
                new(403, "permission_error", "permission_denied", "This API key may not use this model"),
            _ when key.StartsWith("sk-poor", StringComparison.Ordinal) =>
                new(402, "insufficient_credits", "insufficient_credits", "The account has no credits left"),
            _ when key.StartsWith("sk-", StringComparison.Ordinal) => null,
            _ => new(401, "authentication_error", "invalid_api_key", "Incorrect API key provided"),
        };
    }
}
