using System;

namespace OfoxPS.Gateway.Http;

/// <summary>Ends the handling of a request with an error of the API.</summary>
internal sealed class RequestRejectedException(ApiError error) : Exception(error.Message)
{
    public ApiError Error { get; } = error;
}
