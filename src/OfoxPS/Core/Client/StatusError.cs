using System.Text.RegularExpressions;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>From a status and a body to the failure that the user is told.</summary>
internal static class StatusError
{
    // Sentences with which nginx, Apache and Go answer plain HTTP on a port for HTTPS.
    private static readonly Regex PlainToTls = new(
        "plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL|HTTP request to an HTTPS server", RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant);

    /// <summary>The failure that an answer with an error status means.</summary>
    /// <param name="response">The response.</param>
    /// <param name="body">Its body.</param>
    /// <param name="clean">Masks secrets.</param>
    /// <param name="missing">What is not there, where the address is wrong; the endpoint of chat completions unless given.</param>
    public static OfoxException Of(HttpResponseMessage response, string body, Func<string, string> clean, string? missing = null)
    {
        int status = (int)response.StatusCode;
        ErrorBody? error = ErrorBody.Parse(body);
        string words = clean(error?.Message ?? Unworded(response, body, clean));
        (OfoxErrorKind kind, string? lead, string? remedy) = Other(response, error, words);
        lead ??= kind == OfoxErrorKind.OfoxEndpointNotFound && missing is not null ? $"There is no {missing} at this address" : null;
        OfoxException failure = new(kind, FailureSentence.Of(kind, words, lead))
        {
            Remedy = remedy,
            Retryable = RetryPolicy.IsRetryable(status, kind),
            IsRejection = true,
        };
        if (status == 403 && error is not { IsOfApi: true })
        {
            // A firewall in front of the gateway reads what is sent, and may take the next input.
            failure.Scope = FailureScope.Input;
        }

        return Filled(failure, error, body, response, clean);
    }

    /// <summary>The failure that an error body means though the status was fine.</summary>
    public static OfoxException OfBody(ErrorBody error, HttpResponseMessage response, Func<string, string> clean)
    {
        int status = ErrorCodes.StatusOf(error) ?? 500;
        OfoxErrorKind kind = KindOf(status, error);
        OfoxException failure = new(kind, FailureSentence.Of(kind, clean(error.Message)))
        {
            Retryable = RetryPolicy.IsRetryable(status, kind),

            // After status 200 the server has accepted the request; only an error about the request itself is a refusal.
            IsRejection = status < 500 || kind != OfoxErrorKind.OfoxServerError,
        };
        return Filled(failure, error, error.Raw, response, clean);
    }

    /// <summary>The failure that an error inside a stream means. While nothing was shown, it is what it would be as a status.</summary>
    public static OfoxException OfStream(ErrorBody error, HttpResponseMessage response, Func<string, string> clean, bool shown)
    {
        OfoxException failure = OfBody(error, response, clean);
        return !shown
            ? failure
            : failure.As(OfoxErrorKind.OfoxStreamError, FailureSentence.Of(OfoxErrorKind.OfoxStreamError, clean(error.Message)));
    }

    private static OfoxException Filled(
        OfoxException failure, ErrorBody? error, string? body, HttpResponseMessage response, Func<string, string> clean)
    {
        failure.StatusCode = (int)response.StatusCode;
        failure.Type = error?.Type;
        failure.Code = error?.Code;
        failure.Fields = error?.Fields ?? [];
        failure.ResponseBody = string.IsNullOrEmpty(body) ? null : clean(body!);
        failure.IsBusy = error is not null && failure.Retryable && ErrorCodes.IsBusy(error);
        ResponseHeaders.ReadInto(failure, response);
        failure.RequestId ??= error?.RequestId;
        failure.RetryAfter ??= error is not null && failure.Retryable ? RetryAdvice.Of(error, DateTimeOffset.UtcNow) : null;
        return failure;
    }

    // The errors of a proxy or load balancer in front of the gateway, which are not about keys or models.
    private static (OfoxErrorKind Kind, string? Lead, string? Remedy) Other(HttpResponseMessage response, ErrorBody? error, string words)
    {
        int status = (int)response.StatusCode;
        if (status == 400 && error is null && PlainToTls.IsMatch(words))
        {
            return (OfoxErrorKind.OfoxEndpointNotFound, null, Remedy.PlainHttp);
        }

        string? scheme = response.Headers.WwwAuthenticate.Select(static one => one.Scheme).FirstOrDefault();
        return status == 401 && error is not { IsOfApi: true } && scheme is not null
            && !scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? (
                OfoxErrorKind.OfoxAuthenticationFailed,
                $"A server in front of the gateway wants other credentials than the API key ({OfoxException.Word(scheme)})",
                Remedy.OtherCredentials)
            : (KindOf(status, error), null, null);
    }

    // The text decides where a status has several meanings; the status decides if the text does not.
    private static OfoxErrorKind KindOf(int status, ErrorBody? error) => status switch
    {
        401 => OfoxErrorKind.OfoxAuthenticationFailed,
        402 => OfoxErrorKind.OfoxInsufficientCredits,
        407 => OfoxErrorKind.OfoxConnectionFailed,
        408 => OfoxErrorKind.OfoxTimeout,
        413 => OfoxErrorKind.OfoxRequestTooLarge,
        429 when error is not null && ErrorCodes.IsCredit(error) => OfoxErrorKind.OfoxInsufficientCredits,
        429 => OfoxErrorKind.OfoxRateLimited,
        404 or 405 => Missing(status, error),

        // The server of the model, behind the one that answers, has failed (Text Generation Inference).
        424 => Failed(status, error),
        >= 400 and < 500 => Refused(status, error),
        >= 300 and < 400 => OfoxErrorKind.OfoxEndpointNotFound,
        < 200 => OfoxErrorKind.OfoxInvalidResponse,
        _ => Failed(status, error),
    };

    // A 404 with an error object of the API proves that the endpoint exists, unless its text says otherwise.
    private static OfoxErrorKind Missing(int status, ErrorBody? error) =>
        status == 405 || error is null || ErrorCodes.IsAddress(error) ? OfoxErrorKind.OfoxEndpointNotFound
        : ErrorCodes.NamesModel(error) ? OfoxErrorKind.OfoxModelNotFound
        : error.IsOfApi ? Refused(status, error)
        : OfoxErrorKind.OfoxEndpointNotFound;

    private static OfoxErrorKind Refused(int status, ErrorBody? error) =>
        error is not null && ErrorCodes.IsCredit(error) ? OfoxErrorKind.OfoxInsufficientCredits
        : error is not null && ErrorCodes.IsContent(error) ? OfoxErrorKind.OfoxInvalidRequest
        : error is not null && ErrorCodes.IsKey(error) ? OfoxErrorKind.OfoxAuthenticationFailed
        : status == 403 || (error is not null && ErrorCodes.IsPermission(error)) ? OfoxErrorKind.OfoxPermissionDenied
        : error is not null && ErrorCodes.IsModel(error) ? OfoxErrorKind.OfoxModelNotFound
        : error is not null && status != 409 && ErrorCodes.IsRate(error) ? OfoxErrorKind.OfoxRateLimited
        : OfoxErrorKind.OfoxInvalidRequest;

    // A provider behind the gateway reports errors of the gateway's key and models, not of the user's.
    private static OfoxErrorKind Failed(int status, ErrorBody? error) =>
        error is null ? OfoxErrorKind.OfoxServerError
        : ErrorCodes.IsAddress(error) ? OfoxErrorKind.OfoxEndpointNotFound
        : ErrorCodes.IsCredit(error) ? OfoxErrorKind.OfoxInsufficientCredits
        : ErrorCodes.IsImpossible(error, status) ? OfoxErrorKind.OfoxInvalidRequest
        : OfoxErrorKind.OfoxServerError;

    private static string Unworded(HttpResponseMessage response, string body, Func<string, string> clean)
    {
        int status = (int)response.StatusCode;
        if (status is >= 300 and < 400 && response.Headers.Location is { } target)
        {
            return $"the server redirects to {Endpoint.Shown(target)}, which is not followed, so that the key stays here";
        }

        string excerpt = Excerpt.Of(clean(body));
        return response.ReasonPhrase is { Length: > 0 } reason ? reason + excerpt
            : excerpt.Length > 0 ? excerpt.Substring(2)
            : "no reason given";
    }
}
