using OfoxPS.Core.Recording;

namespace OfoxPS.Core.Scripting;

/// <summary>The faults that a scripted answer can have, by the names that users give.</summary>
internal static class ResponseFaults
{
    public const string Truncated = "Truncated";
    public const string Reset = "Reset";
    public const string Timeout = "Timeout";
    public const string ConnectionFailed = "ConnectionFailed";
    public const string StreamError = "StreamError";
    public const string InvalidJson = "InvalidJson";
    public const string Empty = "Empty";
    public const string RateLimited = "RateLimited";
    public const string ServerError = "ServerError";
    public const string Overloaded = "Overloaded";
    public const string Unauthorized = "Unauthorized";
    public const string NoCredits = "NoCredits";
    public const string ModelNotFound = "ModelNotFound";

    private static readonly string[] All =
    [
        Truncated, Reset, Timeout, ConnectionFailed, StreamError, InvalidJson, Empty, RateLimited, ServerError, Overloaded, Unauthorized,
        NoCredits, ModelNotFound,
    ];

    /// <summary>The fault's own spelling, whatever the user's.</summary>
    public static string? Spelled(string? fault) => Array.Find(All, name => name.Equals(fault, StringComparison.OrdinalIgnoreCase));

    /// <summary>The status that a fault stands for; null for faults of another kind.</summary>
    public static int? StatusOf(string? fault) => fault switch
    {
        RateLimited => 429,
        ServerError => 500,
        Overloaded => 529,
        Unauthorized => 401,
        NoCredits => 402,
        ModelNotFound => 404,
        _ => null,
    };

    /// <summary>How the network fails; null where it does not.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="authority">The server that is not there.</param>
    /// <param name="answering">The answer has begun.</param>
    public static RecordedFault? NetworkOf(string? fault, string authority, bool answering) => fault switch
    {
        ConnectionFailed => new(OfoxErrorKind.OfoxConnectionFailed, $"No connection to {authority}: Connection refused", true),
        Reset when answering => new(OfoxErrorKind.OfoxConnectionFailed,
            $"The connection to {authority} broke in the middle of the answer: Connection reset by peer", true),
        Reset => new(OfoxErrorKind.OfoxConnectionFailed, $"No connection to {authority}: Connection reset by peer", true),
        Timeout => new(OfoxErrorKind.OfoxTimeout, $"{authority} was silent for too long (-OperationTimeoutSeconds)", true),
        Truncated => new(OfoxErrorKind.OfoxStreamTruncated, "The connection ended in the middle of the answer", true),
        _ => null,
    };
}
