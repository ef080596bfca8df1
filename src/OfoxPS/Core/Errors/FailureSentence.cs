using OfoxPS.Core.Text;

namespace OfoxPS.Core.Errors;

/// <summary>What happened, in one sentence that ends in the server's own words.</summary>
internal static class FailureSentence
{
    // In characters: some servers repeat the whole request in the error.
    private const int LongestWords = 2000;

    public static string Of(OfoxErrorKind kind, string words, string? lead = null) =>
        $"{lead ?? Lead(kind)}: {TerminalText.Truncate(TerminalText.Sanitize(TerminalText.Truncate(words, LongestWords)), LongestWords)}";

    private static string Lead(OfoxErrorKind kind) => kind switch
    {
        OfoxErrorKind.OfoxAuthenticationFailed => "The gateway refused the API key",
        OfoxErrorKind.OfoxPermissionDenied => "The gateway does not permit this",
        OfoxErrorKind.OfoxInsufficientCredits => "There is not enough credit",
        OfoxErrorKind.OfoxModelNotFound => "The gateway does not know the model",
        OfoxErrorKind.OfoxEndpointNotFound => "There is no chat completions endpoint at this address",
        OfoxErrorKind.OfoxInvalidRequest => "The gateway refused the request",
        OfoxErrorKind.OfoxRequestTooLarge => "The request is too large for the gateway",
        OfoxErrorKind.OfoxRateLimited => "The gateway's rate limit is reached",
        OfoxErrorKind.OfoxConnectionFailed => "The proxy wants other credentials",
        OfoxErrorKind.OfoxTimeout => "The gateway gave up waiting",
        OfoxErrorKind.OfoxStreamError => "The gateway broke off the answer",
        _ => "The gateway failed",
    };
}
