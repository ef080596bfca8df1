using System;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Errors;

/// <summary>What the user can do about a failure.</summary>
internal static class Remedy
{
    public static string For(OfoxException failure) => failure.Remedy ?? failure.Kind switch
    {
        OfoxErrorKind.OfoxMissingApiKey =>
            "Set $env:OFOX_API_KEY, or Set-OfoxConfiguration -ApiKey (Get-Secret Ofox). A server that wants no key takes any text.",
        OfoxErrorKind.OfoxAuthenticationFailed =>
            "Set $env:OFOX_API_KEY, or Set-OfoxConfiguration -ApiKey (Get-Secret Ofox).",
        OfoxErrorKind.OfoxPermissionDenied => "Use a key or a model that the account allows.",
        OfoxErrorKind.OfoxInsufficientCredits => "Add credits to the account, or use another key.",
        OfoxErrorKind.OfoxModelNotFound when failure.Nearest is { } near => $"Did you mean {near}? Get-OfoxModel lists the ids.",
        OfoxErrorKind.OfoxModelNotFound => "Check -Model: Get-OfoxModel lists the ids, owner/name as in openai/gpt-4o.",
        OfoxErrorKind.OfoxEndpointNotFound => "Check -BaseUri (or $env:OFOX_BASE_URL): it usually ends in /v1.",
        OfoxErrorKind.OfoxRequestTooLarge => "Send less: fewer or smaller images, shorter text.",
        OfoxErrorKind.OfoxRateLimited when failure.RetryAfter > RetryAdvice.LongestWait =>
            $"Run it again in {Duration.Of(failure.RetryAfter.Value)}, or use another model or key.",
        OfoxErrorKind.OfoxRateLimited when failure.IsInVain => "Run it again later, or wait longer with -MaximumWaitSeconds.",
        OfoxErrorKind.OfoxRateLimited => "Wait and try again, or raise -MaximumRetryCount.",
        OfoxErrorKind.OfoxServerError => "Try again later, or name other models with -Fallback.",
        OfoxErrorKind.OfoxConnectionFailed => "Check the network, -BaseUri, and the proxy (Set-OfoxConfiguration -Proxy).",
        OfoxErrorKind.OfoxTimeout => "Try again, or allow more time with the timeout that is named.",
        OfoxErrorKind.OfoxStreamError or OfoxErrorKind.OfoxStreamTruncated => $"{Kept(failure)}Ask again.",
        OfoxErrorKind.OfoxInvalidResponse when failure.Completion is not null => $"{Kept(failure)}Ask for less, or ask another model.",
        OfoxErrorKind.OfoxInvalidResponse => "Check -BaseUri: a proxy or a sign-in page may have answered in the gateway's place.",
        OfoxErrorKind.OfoxInsecureEndpoint => "Use https, or -AllowUnencryptedAuthentication if the network is trusted.",
        OfoxErrorKind.OfoxToolLimit =>
            "The conversation so far is in $Error[0].Exception.Completion.Conversation. Allow more with -MaxToolRound.",
        OfoxErrorKind.OfoxRefused => "Ask in other words, or ask another model.",
        OfoxErrorKind.OfoxOutputTruncated => "Allow more with -MaxTokens, or ask for less. What had arrived is in $Error[0].Exception.Completion.",
        OfoxErrorKind.OfoxSchemaMismatch =>
            "Describe the form in the prompt, allow more with -MaxRepair, or ask another model. The text is in $Error[0].Exception.Completion.Content.",
        OfoxErrorKind.OfoxFileError when failure.IsWrite => "Check the path, the permissions of its folder, and the free space.",
        OfoxErrorKind.OfoxFileError => "Check the path, and that you may read the file.",
        OfoxErrorKind.OfoxCassetteMiss => "Record it with -Mode Record or Auto, compare less with -MatchOn, or give one more response.",
        OfoxErrorKind.OfoxUnusedResponse => "Give as many responses as there are requests, or allow it with -AllowUnused.",
        OfoxErrorKind.OfoxBudgetExceeded =>
            "Allow more with -MaxCost, or make a request cheaper: -MaxTokens limits the answer, and Get-OfoxModel shows cheaper models.",
        OfoxErrorKind.OfoxTooManyFailures => "Look at the errors before this one. With -Checkpoint, the same command goes on where it stopped.",
        OfoxErrorKind.OfoxCheckpointMismatch => "Name another file, or use the settings that the checkpoint was made with.",
        OfoxErrorKind.OfoxToolFailed => "Call it with other arguments, as the server says.",
        OfoxErrorKind.OfoxInvalidRequest => "Change the request as the gateway says.",

        // These messages say themselves what to change.
        _ => string.Empty,
    };

    // Get-OfoxStream has written the pieces, and keeps none.
    private static string Kept(OfoxException failure) => failure.Completion is { Choices.Length: > 0 } completion && Array.Exists(completion.Choices, static choice => choice.ToString().Length > 0)
        ? "What had arrived is in $Error[0].Exception.Completion. "
        : string.Empty;

    /// <summary>What to do about a step of Test-OfoxConnection. Which step it was says more than that there is no connection.</summary>
    public static string ForStep(string step, OfoxException failure) => failure.Kind is not OfoxErrorKind.OfoxConnectionFailed ? For(failure) : step switch
    {
        "Name" => "Check the name in -BaseUri (or $env:OFOX_BASE_URL) and in -Proxy, and the DNS of this machine.",
        "Tcp" => "Check the port in -BaseUri and in -Proxy, the firewall, and that the server runs.",
        "Tls" => "Check the clock and the trusted certificates of this machine, and that the port speaks https.",
        _ => For(failure),
    };
}
