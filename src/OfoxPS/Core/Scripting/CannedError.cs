namespace OfoxPS.Core.Scripting;

/// <summary>What the gateway says with an error status.</summary>
internal sealed record CannedError(int Status, string Type, string Code, string Message)
{
    public static CannedError Of(int status) => status switch
    {
        401 => new(401, "authentication_error", "invalid_api_key", "Incorrect API key provided"),
        402 => new(402, "insufficient_credits", "insufficient_credits", "The account has no credits left"),
        403 => new(403, "permission_error", "permission_denied", "This API key may not use this model"),
        404 => new(404, "not_found_error", "model_not_found", "The model does not exist"),
        408 => new(408, "timeout_error", "request_timeout", "The request took too long"),
        413 => new(413, "invalid_request_error", "request_too_large", "The request is too large"),
        429 => new(429, "rate_limit_error", "rate_limit_exceeded", "Rate limit exceeded"),
        502 => new(502, "upstream_error", "upstream_error", "The upstream provider failed"),
        503 => new(503, "service_unavailable", "service_unavailable", "The service is temporarily unavailable"),
        529 => new(529, "overloaded_error", "overloaded", "The upstream provider is overloaded"),
        >= 500 => new(status, "internal_error", "internal_error", "The server had an error while processing your request"),
        _ => new(status, "invalid_request_error", "invalid_request", "The request was not understood"),
    };
}
