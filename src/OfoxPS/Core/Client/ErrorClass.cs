using OfoxPS.Core.Json;

namespace OfoxPS.Core.Client;

/// <summary>What an error is, by the server's own words where the status does not say.</summary>
internal static class ErrorClass
{
    /// <summary>The status that the error's code or type stands for; null if they say nothing.</summary>
    public static int? StatusOf(ErrorBody error)
    {
        if (int.TryParse(error.Code, out int code) && code is >= 400 and < 600)
        {
            return code;
        }

        return Known(error.Code) ?? Known(error.Type);
    }

    public static bool IsQuota(ErrorBody? error) => error?.Code is "insufficient_quota" || error?.Type is "insufficient_quota";

    private static int? Known(string? word) => word switch
    {
        "invalid_api_key" or "authentication_error" => 401,
        "insufficient_credits" or "insufficient_quota" => 402,
        "permission_error" => 403,
        "model_not_found" or "not_found_error" => 404,
        "request_too_large" => 413,
        "rate_limit_exceeded" or "rate_limit_error" => 429,
        "invalid_request_error" or "context_length_exceeded" => 400,
        "internal_error" or "server_error" => 500,
        "upstream_error" => 502,
        "service_unavailable" or "overloaded_error" => 503,
        _ => null,
    };
}
