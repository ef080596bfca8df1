using System.Management.Automation;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>Makes all error records of the module.</summary>
internal static class ErrorRecords
{
    private const int LongestTarget = 200;

    /// <param name="failure">What happened.</param>
    /// <param name="target">The object that the error is about.</param>
    /// <param name="input">The name of the input, where it is one of many.</param>
    public static ErrorRecord ToErrorRecord(this OfoxException failure, object? target, string? input = null)
    {
        string message = input is null ? failure.Message : $"{failure.Message} Input: {TerminalText.OneLine(input)}";
        ErrorRecord record = new(failure, failure.Kind.ToString(), CategoryOf(failure), target)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = TerminalText.Sanitize(Remedy.For(failure)) },
        };

        // The name of the target is shown by hosts, so it is made safe; the target itself is unchanged.
        record.CategoryInfo.TargetName = TerminalText.OneLine(record.CategoryInfo.TargetName, LongestTarget);
        return record;
    }

    /// <summary>An argument that cannot be bound, as PowerShell itself reports it.</summary>
    /// <param name="id">PowerShell's own id of such an error, for example AmbiguousParameter.</param>
    /// <param name="message">What happened.</param>
    /// <param name="advice">What to do.</param>
    public static ErrorRecord OfBinding(string id, string message, string advice) =>
        new(new ParameterBindingException(message), id, ErrorCategory.InvalidArgument, null)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = advice },
        };

    private static ErrorCategory CategoryOf(OfoxException failure) => failure.Kind switch
    {
        OfoxErrorKind.OfoxMissingApiKey or OfoxErrorKind.OfoxAuthenticationFailed => ErrorCategory.AuthenticationError,
        OfoxErrorKind.OfoxPermissionDenied => ErrorCategory.PermissionDenied,
        OfoxErrorKind.OfoxInsufficientCredits => ErrorCategory.QuotaExceeded,
        OfoxErrorKind.OfoxModelNotFound or OfoxErrorKind.OfoxEndpointNotFound or OfoxErrorKind.OfoxCassetteMiss =>
            ErrorCategory.ObjectNotFound,
        OfoxErrorKind.OfoxInvalidRequest or OfoxErrorKind.OfoxInvalidArgument => ErrorCategory.InvalidArgument,
        OfoxErrorKind.OfoxFileError => failure.IsWrite ? ErrorCategory.WriteError : ErrorCategory.ReadError,
        OfoxErrorKind.OfoxRequestTooLarge or OfoxErrorKind.OfoxRateLimited or OfoxErrorKind.OfoxToolLimit
            or OfoxErrorKind.OfoxOutputTruncated or OfoxErrorKind.OfoxBudgetExceeded or OfoxErrorKind.OfoxTooManyFailures =>
            ErrorCategory.LimitsExceeded,
        OfoxErrorKind.OfoxServerError => ErrorCategory.ResourceUnavailable,
        OfoxErrorKind.OfoxConnectionFailed => ErrorCategory.ConnectionError,
        OfoxErrorKind.OfoxTimeout => ErrorCategory.OperationTimeout,
        OfoxErrorKind.OfoxStreamError or OfoxErrorKind.OfoxStreamTruncated => ErrorCategory.ReadError,
        OfoxErrorKind.OfoxInvalidResponse or OfoxErrorKind.OfoxUnusedResponse or OfoxErrorKind.OfoxToolFailed =>
            ErrorCategory.InvalidResult,
        OfoxErrorKind.OfoxInsecureEndpoint => ErrorCategory.SecurityError,
        OfoxErrorKind.OfoxRefused => ErrorCategory.PermissionDenied,
        OfoxErrorKind.OfoxSchemaMismatch or OfoxErrorKind.OfoxCheckpointMismatch => ErrorCategory.InvalidData,
        _ => ErrorCategory.InvalidOperation,
    };
}
