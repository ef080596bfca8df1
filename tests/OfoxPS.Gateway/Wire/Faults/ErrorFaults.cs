using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire.Faults;

/// <summary>Errors in all the shapes that servers give them, and the headers that say when to come again.</summary>
internal static class ErrorFaults
{
    private const string Words = """{"error":{"message":"some words"}}""";

    private static readonly Outcome Invalid = new("OfoxInvalidRequest");
    private static readonly Outcome Failed = new("OfoxServerError", 3);
    private static readonly Outcome Limited = new("OfoxRateLimited");
    private static readonly Outcome Again = new(Outcome.Answer, 2);

    public static IEnumerable<WireFault> All { get; } =
    [
        new("a code that is a number", "400 with `\"code\":400`", Error(400, """{"error":{"message":"some words","code":400}}"""),
            Invalid) { Says = "some words (400)" },
        new("a code that is null", "400 with `\"code\":null`", Error(400, """{"error":{"message":"some words","code":null,"param":"x"}}"""),
            Invalid) { Says = "some words (400)" },
        new("an error that is a text", "`{\"error\":\"some words\"}`", Error(400, """{"error":"some words"}"""),
            Invalid) { Says = "some words" },
        new("an error that is a flag", "`{\"error\":true,\"message\":…}`", Error(400, """{"error":true,"message":"some words"}"""),
            Invalid) { Says = "some words" },
        new("an error in a list", "`[{\"error\":…}]`", Error(400, $"[{Words}]"), Invalid) { Says = "some words" },
        new("an error without an envelope", "`{\"object\":\"error\",\"message\":…}`",
            Error(400, """{"object":"error","message":"some words","code":40001}"""), Invalid) { Says = "some words" },
        new("an error of many words", "400 with words of 500 kB, and a code as long",
            Error(400, $"{{\"error\":{{\"message\":\"some {new string('w', 500_000)}\",\"code\":\"{new string('c', 500_000)}\"}}}}"),
            Invalid) { Says = "some www" },
        new("a detail", "`{\"detail\":\"some words\"}`", Error(422, """{"detail":"some words"}"""), Invalid) { Says = "some words" },
        new("a list of details", "`{\"detail\":[{\"msg\":…}]}`", Error(422, """{"detail":[{"loc":["body"],"msg":"some words"}]}"""),
            Invalid) { Says = "some words" },
        new("an error with metadata", "`{\"error\":{\"code\":502,\"metadata\":…}}` with 200",
            Error(200, """{"error":{"message":"some words","code":502,"metadata":{"provider_name":"x"}}}"""),
            Failed) { Says = "some words" },
        new("a refused key with 200", "the error of a wrong key with 200",
            Error(200, """{"error":{"message":"some words","type":"authentication_error","code":"invalid_api_key"}}"""),
            new("OfoxAuthenticationFailed")) { Says = "some words" },
        new("an error that is empty", "`{\"error\":{}}` with 500", Error(500, """{"error":{}}"""), Failed),
        new("an error in plain text", "500 with words", Script.Reply("500 Oops", "some words", "text/plain"),
            Failed) { Says = "some words" },
        new("an error without a body", "503 and nothing", Script.Reply("503 Busy", "", ""), Failed) { Says = "Busy" },
        new("an error cut", "500, and the connection lost in its words",
            Script.Raw("HTTP/1.1 500 Oops\r\nContent-Length: 900\r\n\r\nsome wo"), Failed) { Says = "Oops" },
        new("an error in broken gzip", "500 with `Content-Encoding: gzip` over noise",
            Script.Reply("500 Oops", "noise", "", "Content-Encoding: gzip"), Failed) { Says = "Oops" },
        new("an error without an end", "402 and words for as long as the client listens",
            Script.Endless(Script.Head("text/plain", "402 Pay"), _ => new string('w', 50_000)), new("OfoxInsufficientCredits")),
        new("an error that stalls", "403, then silence instead of words", Script.RawThenSilence(Script.Head(Script.Json, "403 No")),
            new("OfoxPermissionDenied")) { Says = "403" },
        new("a refusal before the upload", "413 after the headers of a long request, then the end", RefuseEarlyAsync,
            new("OfoxRequestTooLarge")) { Upload = 3_000_000 },
        new("a status nobody knows", "`HTTP/1.1 799`", Script.Reply("799 Odd", Words), Failed) { Says = "some words" },
        new("304 Not Modified", "`304`", Script.Raw("HTTP/1.1 304 Not Modified\r\n\r\n"),
            new("OfoxEndpointNotFound")) { Says = "Not Modified" },
        new("a redirect to another host", "`302` to another host", Redirect("https://elsewhere.test/v1/chat/completions"),
            new("OfoxEndpointNotFound")) { Says = "elsewhere.test" },
        new("a redirect on this host", "`307` to another path", Redirect("/v2/chat/completions", "307 Temporary Redirect"),
            new("OfoxEndpointNotFound")) { Says = "/v2/chat/completions" },
        new("a redirect to nowhere", "`301` without `Location`", Script.Reply("301 Moved", "", ""),
            new("OfoxEndpointNotFound")) { Says = "Moved" },
        new("a redirect to noise", "`302` with a `Location` that is no address", Redirect("http://[::bad"), new("OfoxEndpointNotFound")),
        new("a wait in milliseconds", "429 with `retry-after-ms: 20` once", Wait("retry-after-ms: 20"), Again),
        new("a wait in seconds", "429 with `retry-after: 0.02` once", Wait("retry-after: 0.02"), Again),
        new("a wait until a date", "429 with `retry-after` and a date, once",
            Script.Once(c =>
            Script.Reply(
            "429 Slow", Words, Script.Json,
            $"retry-after: {DateTimeOffset.UtcNow.AddSeconds(1).ToString("r", CultureInfo.InvariantCulture)}")(c)), Again),
        new("a wait until yesterday", "429 with `retry-after` and a date long past, once",
            Wait("retry-after: Wed, 21 Oct 2015 07:28:00 GMT"), Again),
        new("a wait that is noise", "429 with `retry-after: soon` once", Wait("retry-after: soon"), Again),
        new("a wait below zero", "429 with `retry-after: -5` once", Wait("retry-after: -5"), Again),
        new("a wait too long", "429 with `retry-after: 121`", Script.Reply("429 Slow", Words, Script.Json, "retry-after: 121"),
            Limited) { Says = "The server asks to wait 121 s" },
        new("a wait without end", "429 with `retry-after: 1` and 40 zeros",
            Script.Reply("429 Slow", Words, Script.Json, "retry-after: 1" + new string('0', 40)),
            Limited) { Says = "The server asks to wait" },
        new("a quota used up", "429 with `insufficient_quota`",
            Error(429, """{"error":{"message":"some words","code":"insufficient_quota"}}"""), new("OfoxInsufficientCredits")),
        new("do not come again", "500 with `x-should-retry: false`", Script.Reply("500 Oops", Words, Script.Json, "x-should-retry: false"),
            new("OfoxServerError")),
        new("do come again", "400 with `x-should-retry: true` once",
            Script.Once(Script.Reply("400 Bad", Words, Script.Json, "x-should-retry: true")), Again),
    ];

    private static Func<WireConnection, Task> Error(int status, string body) => Script.Reply($"{status} Words", body);

    private static Func<WireConnection, Task> Redirect(string target, string status = "302 Found") =>
        Script.Reply(status, "", "", $"Location: {target}");

    private static Func<WireConnection, Task> Wait(string header) => Script.Once(Script.Reply("429 Slow", Words, Script.Json, header));

    private static async Task RefuseEarlyAsync(WireConnection connection)
    {
        await connection.ReadHeadAsync();
        await connection.SendAsync($"HTTP/1.1 413 Large\r\nContent-Length: {Words.Length}\r\nConnection: close\r\n\r\n{Words}");
    }
}
