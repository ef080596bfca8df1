using System;
using System.Net.Http;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>From a status and a body to the failure that the user is told.</summary>
internal static class StatusError
{
    /// <summary>The failure that an answer with an error status means.</summary>
    /// <param name="response">The response.</param>
    /// <param name="body">Its body.</param>
    /// <param name="clean">Masks secrets.</param>
    public static OfoxException Of(HttpResponseMessage response, string body, Func<string, string> clean)
    {
        int status = (int)response.StatusCode;
        ErrorBody? error = ErrorBody.Parse(body);
        OfoxErrorKind kind = KindOf(status, error);
        OfoxException failure = new(kind, FailureText.Of(kind, clean(error?.Message ?? Unworded(response, body, clean))))
        {
            StatusCode = status,
            Type = error?.Type,
            Code = error?.Code,
            Retryable = IsRetryable(status) && kind != OfoxErrorKind.OfoxInsufficientCredits,
        };
        ResponseHeaders.ReadInto(failure, response);
        return failure;
    }

    /// <summary>The failure that an error body means though the status was fine.</summary>
    public static OfoxException OfBody(ErrorBody error, HttpResponseMessage response, Func<string, string> clean)
    {
        int? status = ErrorClass.StatusOf(error);
        OfoxErrorKind kind = status is null ? OfoxErrorKind.OfoxServerError : KindOf(status.Value, error);
        OfoxException failure = new(kind, FailureText.Of(kind, clean(error.Message)))
        {
            StatusCode = (int)response.StatusCode,
            Type = error.Type,
            Code = error.Code,
            Retryable = status is null || IsRetryable(status.Value),
        };
        ResponseHeaders.ReadInto(failure, response);
        return failure;
    }

    /// <summary>The failure that an error inside a stream means.</summary>
    public static OfoxException OfStream(ErrorBody error, HttpResponseMessage response, Func<string, string> clean)
    {
        OfoxException failure = OfBody(error, response, clean);
        return new OfoxException(OfoxErrorKind.OfoxStreamError, FailureText.Of(OfoxErrorKind.OfoxStreamError, clean(error.Message)))
        {
            StatusCode = failure.StatusCode,
            Type = failure.Type,
            Code = failure.Code,
            RequestId = failure.RequestId,
            RetryAfter = failure.RetryAfter,
            RateLimit = failure.RateLimit,
            Retryable = failure.Retryable,
        };
    }

    private static bool IsRetryable(int status) => status is 408 or 409 or 429 or >= 500;

    private static OfoxErrorKind KindOf(int status, ErrorBody? error) => status switch
    {
        401 => OfoxErrorKind.OfoxAuthenticationFailed,
        402 => OfoxErrorKind.OfoxInsufficientCredits,
        403 => OfoxErrorKind.OfoxPermissionDenied,
        400 or 404 when error?.Code is "model_not_found" => OfoxErrorKind.OfoxModelNotFound,
        404 when error is not null && NamesModel(error) => OfoxErrorKind.OfoxModelNotFound,
        404 or 405 => OfoxErrorKind.OfoxEndpointNotFound,
        407 => OfoxErrorKind.OfoxConnectionFailed,
        408 => OfoxErrorKind.OfoxTimeout,
        413 => OfoxErrorKind.OfoxRequestTooLarge,
        429 when ErrorClass.IsQuota(error) => OfoxErrorKind.OfoxInsufficientCredits,
        429 => OfoxErrorKind.OfoxRateLimited,
        >= 400 and < 500 => OfoxErrorKind.OfoxInvalidRequest,
        >= 300 and < 400 => OfoxErrorKind.OfoxEndpointNotFound,
        < 200 => OfoxErrorKind.OfoxInvalidResponse,
        _ => OfoxErrorKind.OfoxServerError,
    };

    // The same status means a wrong address where the server's words are not about a model.
    private static bool NamesModel(ErrorBody error) =>
        error.Type is "not_found_error"
        || error.Message.IndexOf("model", StringComparison.OrdinalIgnoreCase) >= 0;

    private static string Unworded(HttpResponseMessage response, string body, Func<string, string> clean)
    {
        int status = (int)response.StatusCode;
        if (status is >= 300 and < 400 && response.Headers.Location is { } target)
        {
            return $"the server redirects to {target}, which is not followed, so that the key stays here";
        }

        return $"{response.ReasonPhrase ?? "no reason given"}{Excerpt.Of(clean(body))}";
    }
}
