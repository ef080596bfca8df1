using System.Management.Automation;
using OfoxPS.Core.Diagnostics;

namespace OfoxPS.Shell.Errors;

/// <summary>Every error record of the module is made here.</summary>
internal static class OfoxErrors
{
    /// <param name="failure">What happened.</param>
    /// <param name="target">What it is about.</param>
    /// <param name="input">The name of the input, where it is one of many.</param>
    public static ErrorRecord ToErrorRecord(this OfoxException failure, object? target, string? input = null) =>
        new(failure, failure.Kind.ToString(), CategoryOf(failure), target)
        {
            ErrorDetails = new ErrorDetails(input is null ? failure.Message : $"{failure.Message} Input: {input}") { RecommendedAction = Remedy.For(failure) },
        };

    private static ErrorCategory CategoryOf(OfoxException failure) => failure.Kind switch
    {
        OfoxErrorKind.OfoxMissingApiKey or OfoxErrorKind.OfoxAuthenticationFailed => ErrorCategory.AuthenticationError,
        OfoxErrorKind.OfoxPermissionDenied => ErrorCategory.PermissionDenied,
        OfoxErrorKind.OfoxInsufficientCredits => ErrorCategory.QuotaExceeded,
        OfoxErrorKind.OfoxModelNotFound or OfoxErrorKind.OfoxEndpointNotFound or OfoxErrorKind.OfoxCassetteMiss => ErrorCategory.ObjectNotFound,
        OfoxErrorKind.OfoxInvalidRequest or OfoxErrorKind.OfoxInvalidArgument => ErrorCategory.InvalidArgument,
        OfoxErrorKind.OfoxFileError => failure.IsWrite ? ErrorCategory.WriteError : ErrorCategory.ReadError,
        OfoxErrorKind.OfoxRequestTooLarge or OfoxErrorKind.OfoxRateLimited => ErrorCategory.LimitsExceeded,
        OfoxErrorKind.OfoxServerError => ErrorCategory.ResourceUnavailable,
        OfoxErrorKind.OfoxConnectionFailed => ErrorCategory.ConnectionError,
        OfoxErrorKind.OfoxTimeout => ErrorCategory.OperationTimeout,
        OfoxErrorKind.OfoxStreamError or OfoxErrorKind.OfoxStreamTruncated => ErrorCategory.ReadError,
        OfoxErrorKind.OfoxInvalidResponse or OfoxErrorKind.OfoxUnusedResponse => ErrorCategory.InvalidResult,
        OfoxErrorKind.OfoxInsecureEndpoint => ErrorCategory.SecurityError,
        OfoxErrorKind.OfoxToolLimit or OfoxErrorKind.OfoxOutputTruncated => ErrorCategory.LimitsExceeded,
        OfoxErrorKind.OfoxRefused => ErrorCategory.PermissionDenied,
        OfoxErrorKind.OfoxSchemaMismatch or OfoxErrorKind.OfoxCheckpointMismatch => ErrorCategory.InvalidData,
        OfoxErrorKind.OfoxBudgetExceeded => ErrorCategory.LimitsExceeded,
        OfoxErrorKind.OfoxTooManyFailures => ErrorCategory.LimitsExceeded,
        _ => ErrorCategory.InvalidOperation,
    };
}
