using System.Collections.Generic;

namespace OfoxPS.Gateway.Wire.Faults;

/// <summary>What the gateway itself plays, by the model's name: its documented errors, and its own ways of breaking off.</summary>
internal static class GatewayFaults
{
    private static readonly Outcome Failed = new("OfoxServerError", 3);
    private static readonly Outcome Broken = new("OfoxStreamError", 1, "one two ");

    public static IEnumerable<WireFault> All { get; } =
    [
        Status(400, "invalid_value", new("OfoxInvalidRequest")),
        Status(401, "invalid_api_key", new("OfoxAuthenticationFailed")),
        Status(402, "insufficient_credits", new("OfoxInsufficientCredits")),
        Status(403, "permission_denied", new("OfoxPermissionDenied")),
        Model("404, no such model", "answers `404` with `model_not_found`", "no/such-model", new("OfoxModelNotFound")),
        Status(408, "request_timeout", new("OfoxTimeout", 3)),
        Status(409, "conflict", new("OfoxInvalidRequest", 3)),
        Status(413, "request_too_large", new("OfoxRequestTooLarge")),
        Status(422, "unprocessable_entity", new("OfoxInvalidRequest")),
        Status(429, "rate_limit_exceeded", new("OfoxRateLimited", 3)),
        Status(500, "internal_error", Failed),
        Status(502, "upstream_error", Failed),
        Status(503, "service_unavailable", Failed),
        Status(529, "overloaded", Failed),
        Model("503 once", "answers `503` once, then answers", "fault/503?times=1&retry_after_ms=10", new(Outcome.Answer, 2)),
        Model("503 twice", "answers `503` twice, then answers", "fault/503?times=2&retry_after_ms=10", new(Outcome.Answer, 3)),
        Model("502 in HTML", "answers `502` with the page of a web server", "fault/html502", Failed),
        Model("an error behind 200", "answers `200` with an error as the body", "fault/ok-error", Failed),
        Model("a stream broken by an error", "sends the first words, then an error", "fault/stream-error", Failed, Broken),
        Model("a stream broken by an error event", "sends the first words, then `event: error`", "fault/event-error", Failed, Broken),
        Model("an answer cut", "sends the first words, or half of the JSON, as if it were all", "fault/truncated",
            new("OfoxInvalidResponse"), new("OfoxStreamTruncated", 1, "one two ")),
        Model("an answer reset", "sends half of the JSON, then resets", "fault/reset-midstream",
            new("OfoxConnectionFailed", 3)) with { WholeOnly = true },
        Model("no answer but a reset", "resets before the headers", "fault/reset", new("OfoxConnectionFailed", 3)),
        Model("no usage", "never tells the usage", "openai/gpt-4o?usage=none", new(Outcome.Answer)),
        Model("no finish reason", "says `null` as the finish reason", "openai/gpt-4o?finish=null", new(Outcome.Answer)),
        Model("a finish reason nobody knows", "says `eos_token` as the finish reason", "openai/gpt-4o?finish=eos_token",
            new(Outcome.Answer)),
        Model("fields nobody knows", "sends unknown fields at every level", "openai/gpt-4o?unknown=true", new(Outcome.Answer)),
    ];

    private static WireFault Status(int status, string code, Outcome outcome) =>
        Model($"{status}", $"answers `{status}` with `{code}`", $"fault/{status}", outcome) with { Says = code };

    private static WireFault Model(string name, string server, string model, Outcome whole, Outcome? streamed = null) =>
        new(name, server, null, whole, streamed) { Model = model };
}
