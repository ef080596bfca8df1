namespace OfoxPS;

/// <summary>The kinds of failure. The names are the ids of the error records and never change.</summary>
internal enum OfoxErrorKind
{
    OfoxServerError,
    OfoxAuthenticationFailed,
    OfoxPermissionDenied,
    OfoxInsufficientCredits,
    OfoxModelNotFound,
    OfoxEndpointNotFound,
    OfoxInvalidRequest,
    OfoxInvalidArgument,
    OfoxFileError,
    OfoxRequestTooLarge,
    OfoxRateLimited,
    OfoxConnectionFailed,
    OfoxTimeout,
    OfoxStreamError,
    OfoxStreamTruncated,
    OfoxInvalidResponse,
    OfoxMissingApiKey,
    OfoxInsecureEndpoint,
    OfoxToolLimit,
    OfoxRefused,
    OfoxOutputTruncated,
    OfoxSchemaMismatch,
    OfoxCassetteMiss,
    OfoxUnusedResponse,
    OfoxTooManyFailures,
    OfoxBudgetExceeded,
    OfoxCheckpointMismatch,
    OfoxToolFailed,
}
