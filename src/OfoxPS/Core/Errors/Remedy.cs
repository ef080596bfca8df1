using OfoxPS.Core.Text;

namespace OfoxPS.Core.Errors;

/// <summary>What the user can do about a failure.</summary>
internal static class Remedy
{
    // What to do where the kind of failure alone does not tell.
    public const string PlainHttp = "Use https instead of http in -BaseUri (or $env:OFOX_BASE_URL).";

    public const string OtherCredentials =
        "Check -BaseUri (or $env:OFOX_BASE_URL), or give that server the header it wants with -Header.";

    public const string OtherProtocol =
        "Check -BaseUri (or $env:OFOX_BASE_URL): it usually ends in /v1. Ollama's own API, at /api, is another one.";

    public const string TakesFallback = "Try again later, or name other models with -Fallback.";

    public const string NotInList =
        "An id is owner/name, as in openai/gpt-4o. Get-OfoxModel lists all; with wildcards it searches ids and names.";

    public const string Offline =
        "Remove $env:OFOX_OFFLINE to send requests; or answer them with Use-OfoxTestResponse, Use-OfoxCassette or $env:OFOX_CASSETTE.";

    public const string OtherRunspace =
        "Answer the request with a block of its own, with $env:OFOX_CASSETTE, or allow it with -AllowOtherRunspace at the block that "
            + "runs. See about_OfoxPS_Testing.";

    public const string NoCassette = "Check the path, or record the cassette with -Mode Record or -Mode Auto.";

    public const string NotRecorded = "Record the request with -Mode Record or -Mode Auto, or compare less with -MatchOn.";

    public const string RecordingsUsed = "Use the recordings again with -Repeat, or record the request once more with -Mode Auto.";

    public const string NoResponse =
        "Give one response more, or use them again with -Repeat. With -As, an answer that does not fit is asked for again and takes "
            + "a response.";

    public const string UnusedRecording = "Remove what is left over with -Prune while you record, or leave out -RequireAll.";

    public const string InUse = "Wait until the other run has ended, or name another file.";

    public const string ChangedByOthers =
        "Leave the file alone while a run is on. Look at what is in it before the next run, or name another file.";

    public const string DamagedLine = "Remove the line from the file; its request is then made again.";

    public const string NoCheckpoint = "Name another file.";

    // The proxy wants a user name and a password, or other ones.
    private const int ProxyStatus = 407;

    private const string SetKey = "Set $env:OFOX_API_KEY, or Set-OfoxConfiguration -ApiKey (Get-Secret Ofox).";

    /// <summary>What to do: what whoever made the failure says, else by its kind. Empty where the message says it.</summary>
    public static string For(OfoxException failure) => From(failure) + (failure.Remedy ?? ByKind(failure));

    private static string ByKind(OfoxException failure) => failure.Kind switch
    {
        OfoxErrorKind.OfoxMissingApiKey =>
            $"{SetKey} A key of OfoxAI comes from https://ofox.ai, under API Keys; a server that wants no key takes any text.",
        OfoxErrorKind.OfoxAuthenticationFailed => SetKey,
        OfoxErrorKind.OfoxPermissionDenied => "Use a key or a model that the account allows.",
        OfoxErrorKind.OfoxInsufficientCredits => "Add credits to the account, or use another key.",
        OfoxErrorKind.OfoxModelNotFound when failure.Nearest is { } near => $"Did you mean {near}? Get-OfoxModel lists the ids.",
        OfoxErrorKind.OfoxModelNotFound => "Check -Model: Get-OfoxModel lists the ids, owner/name as in openai/gpt-4o.",
        OfoxErrorKind.OfoxEndpointNotFound => "Check -BaseUri (or $env:OFOX_BASE_URL): it usually ends in /v1.",
        OfoxErrorKind.OfoxRequestTooLarge => "Send less: fewer or smaller images, shorter text.",
        OfoxErrorKind.OfoxRateLimited or OfoxErrorKind.OfoxServerError when failure.RetryAfter > RetryAdvice.LongestWait =>
            $"Run it again in {Duration.Of(failure.RetryAfter.Value)}, or use another model or key.",
        OfoxErrorKind.OfoxRateLimited or OfoxErrorKind.OfoxServerError when failure.IsInVain =>
            "Run it again later, or wait longer with -MaximumWaitSeconds.",
        OfoxErrorKind.OfoxRateLimited => "Wait and try again, or raise -MaximumRetryCount.",
        OfoxErrorKind.OfoxServerError => "Try again later, or ask another model.",
        OfoxErrorKind.OfoxConnectionFailed when failure.StatusCode == ProxyStatus =>
            "Give them with Set-OfoxConfiguration -ProxyCredential, or in the address of the proxy.",
        OfoxErrorKind.OfoxConnectionFailed => "Check the network, -BaseUri, and the proxy (Set-OfoxConfiguration -Proxy).",
        OfoxErrorKind.OfoxTimeout => "Try again, or allow more time with the timeout that is named.",
        OfoxErrorKind.OfoxStreamError or OfoxErrorKind.OfoxStreamTruncated => $"{Kept(failure)}Ask again.",
        OfoxErrorKind.OfoxInvalidResponse when failure.Completion is not null => $"{Kept(failure)}Ask for less, or ask another model.",
        OfoxErrorKind.OfoxInvalidResponse =>
            "Check -BaseUri: a proxy or a sign-in page may have answered in the gateway's place.",
        OfoxErrorKind.OfoxInsecureEndpoint => "Use https, or -AllowUnencryptedAuthentication if the network is trusted.",
        OfoxErrorKind.OfoxToolLimit =>
            "The conversation so far is in $Error[0].Exception.Completion.Conversation. Allow more with -MaxToolRound.",
        OfoxErrorKind.OfoxRefused => "Ask in other words, or ask another model.",
        OfoxErrorKind.OfoxOutputTruncated =>
            "Allow more with -MaxTokens, or ask for less. What had arrived is in $Error[0].Exception.Completion.",
        OfoxErrorKind.OfoxSchemaMismatch =>
            "Describe the form in the prompt, allow more with -MaxRepair, or ask another model. The text is in "
                + "$Error[0].Exception.Completion.Content.",
        OfoxErrorKind.OfoxFileError when failure.IsWrite => "Check the path, the permissions of its folder, and the free space.",
        OfoxErrorKind.OfoxFileError => "Check the path, and that you may read the file.",
        OfoxErrorKind.OfoxCassetteMiss => "Record the request again.",
        OfoxErrorKind.OfoxUnusedResponse => "Give as many responses as there are requests, or allow it with -AllowUnused.",
        OfoxErrorKind.OfoxBudgetExceeded =>
            "Allow a larger budget, or make a request cheaper: -MaxTokens limits the answer, and Get-OfoxModel shows cheaper models.",
        OfoxErrorKind.OfoxTooManyFailures =>
            "Look at the errors before this one. -MaxFailure of Invoke-OfoxChat allows more; with -Checkpoint, "
                + "the same command goes on where it stopped.",
        OfoxErrorKind.OfoxCheckpointMismatch => "Name another file, or use the settings that the checkpoint was made with.",
        OfoxErrorKind.OfoxToolFailed => "Call it with other arguments, as the server says.",

        // The messages of these kinds already say what to change.
        _ => string.Empty,
    };

    // A wrong key or address is found sooner where it is known who set it.
    private static string From(OfoxException failure) => failure.Origin is not { } origin ? string.Empty : failure.Kind switch
    {
        OfoxErrorKind.OfoxAuthenticationFailed when failure.Remedy is null => $"The key is from {origin}. ",
        OfoxErrorKind.OfoxInvalidResponse when failure.Completion is not null => string.Empty,
        OfoxErrorKind.OfoxConnectionFailed when failure.StatusCode == ProxyStatus => string.Empty,
        OfoxErrorKind.OfoxAuthenticationFailed or OfoxErrorKind.OfoxEndpointNotFound or OfoxErrorKind.OfoxConnectionFailed
            or OfoxErrorKind.OfoxInvalidResponse => $"The address is from {origin}. ",
        _ => string.Empty,
    };

    // Get-OfoxStream keeps no pieces: it has written them to the pipeline.
    private static string Kept(OfoxException failure) =>
        failure.Completion is { Choices.Length: > 0 } completion
            && Array.Exists(completion.Choices, static choice => choice.ToString().Length > 0)
        ? "What had arrived is in $Error[0].Exception.Completion. "
        : string.Empty;

    /// <summary>What to do about a step of Test-OfoxConnection. Which step it was says more than that there is no connection.</summary>
    public static string ForStep(string step, OfoxException failure) => failure.Kind is not OfoxErrorKind.OfoxConnectionFailed
        ? For(failure)
        : step switch
        {
            "Name" => "Check the name in -BaseUri (or $env:OFOX_BASE_URL) and in -Proxy, and the DNS of this machine.",
            "Tcp" => "Check the port in -BaseUri and in -Proxy, the firewall, and that the server runs.",
            "Tls" => "Check the clock and the trusted certificates of this machine, and that the port speaks https.",
            _ => For(failure),
        };
}
