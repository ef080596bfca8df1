using System;
using System.Linq;
using System.Net.Http;
using System.Text.RegularExpressions;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>From a status and a body to the failure that the user is told.</summary>
internal static class StatusError
{
    private static readonly Regex Model = new("model|^No endpoints found for ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // A 404 with an error of the API's form proves the endpoint, unless it says that there is none.
    private static readonly Regex Address = new(
        @"\binvalid url\b|\bno route\b|\bunknown (url|path|route|endpoint)\b|^\W*(404\W*)?((page|resource|route|path|url|endpoint) )?(was )?not found\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // nginx, Apache and Go say so to a client that speaks plain HTTP.
    private static readonly Regex PlainToTls = new(
        "plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL|HTTP request to an HTTPS server", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The failure that an answer with an error status means.</summary>
    /// <param name="response">The response.</param>
    /// <param name="body">Its body.</param>
    /// <param name="clean">Masks secrets.</param>
    public static OfoxException Of(HttpResponseMessage response, string body, Func<string, string> clean)
    {
        int status = (int)response.StatusCode;
        ErrorBody? error = ErrorBody.Parse(body);
        string words = clean(error?.Message ?? Unworded(response, body, clean));
        (OfoxErrorKind kind, string? lead, string? remedy) = Other(response, error, words);
        OfoxException failure = new(kind, FailureText.Of(kind, words, lead))
        {
            StatusCode = status,
            Type = error?.Type,
            Code = error?.Code,
            Remedy = remedy,
            Retryable = IsRetryable(status) && kind != OfoxErrorKind.OfoxInsufficientCredits,
            IsRejection = true,
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
            Retryable = status is null || (IsRetryable(status.Value) && kind != OfoxErrorKind.OfoxInsufficientCredits),

            // A server that answers 200 has begun to work; only what it says of the request itself is a refusal.
            IsRejection = status is >= 400 and < 500,
        };
        ResponseHeaders.ReadInto(failure, response);
        return failure;
    }

    /// <summary>The failure that an error inside a stream means. While nothing was shown, it is what it would be as a status.</summary>
    public static OfoxException OfStream(ErrorBody error, HttpResponseMessage response, Func<string, string> clean, bool shown)
    {
        OfoxException failure = OfBody(error, response, clean);
        return !shown ? failure : new OfoxException(OfoxErrorKind.OfoxStreamError, FailureText.Of(OfoxErrorKind.OfoxStreamError, clean(error.Message)))
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

    // What is said by a server in front of the gateway, which knows nothing of keys and of models.
    private static (OfoxErrorKind Kind, string? Lead, string? Remedy) Other(HttpResponseMessage response, ErrorBody? error, string words)
    {
        int status = (int)response.StatusCode;
        if (status == 400 && error is null && PlainToTls.IsMatch(words))
        {
            return (OfoxErrorKind.OfoxEndpointNotFound, null, "Use https instead of http in -BaseUri (or $env:OFOX_BASE_URL).");
        }

        string? scheme = response.Headers.WwwAuthenticate.Select(static one => one.Scheme).FirstOrDefault();
        return status == 401 && error is not { IsOfApi: true } && scheme is not null && !scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? (OfoxErrorKind.OfoxAuthenticationFailed, $"A server in front of the gateway wants other credentials than the API key ({OfoxException.Word(scheme)})",
                "Check -BaseUri (or $env:OFOX_BASE_URL), or give that server the header it wants with -Header.")
            : (KindOf(status, error), null, null);
    }

    private static bool IsRetryable(int status) => status is 408 or 409 or 429 or >= 500;

    private static OfoxErrorKind KindOf(int status, ErrorBody? error) => status switch
    {
        401 => OfoxErrorKind.OfoxAuthenticationFailed,
        402 => OfoxErrorKind.OfoxInsufficientCredits,
        403 => OfoxErrorKind.OfoxPermissionDenied,
        400 or 404 when error?.Code is "model_not_found" => OfoxErrorKind.OfoxModelNotFound,
        404 when error is not null && NamesModel(error) => OfoxErrorKind.OfoxModelNotFound,
        404 when error is { IsOfApi: true } && !Address.IsMatch(error.Message) => OfoxErrorKind.OfoxInvalidRequest,
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

    // What a known model lacks is no unknown model: "No endpoints found that support tool use".
    private static bool NamesModel(ErrorBody error) => error.Type is "not_found_error" || error.Code is "DeploymentNotFound"
        || (Model.IsMatch(error.Message) && error.Message.IndexOf("support", StringComparison.OrdinalIgnoreCase) < 0);

    private static string Unworded(HttpResponseMessage response, string body, Func<string, string> clean)
    {
        int status = (int)response.StatusCode;
        if (status is >= 300 and < 400 && response.Headers.Location is { } target)
        {
            return $"the server redirects to {target}, which is not followed, so that the key stays here";
        }

        string excerpt = Excerpt.Of(clean(body));
        return response.ReasonPhrase is { Length: > 0 } reason ? reason + excerpt
            : excerpt.Length > 0 ? excerpt.Substring(2)
            : "no reason given";
    }
}
