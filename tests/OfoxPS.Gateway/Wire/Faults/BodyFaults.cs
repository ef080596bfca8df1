using System;
using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Wire.Faults;

/// <summary>Status 200 with a body that is not the answer. What was asked for, a stream or not, makes no difference.</summary>
internal static class BodyFaults
{
    private static readonly Outcome Answer = new(Outcome.Answer);
    private static readonly Outcome Nonsense = new("OfoxInvalidResponse");
    private static readonly Outcome Nothing = new("OfoxInvalidResponse", 3);

    public static IEnumerable<WireFault> All { get; } =
    [
        new("a sign-in page", "the HTML of a captive portal", Ok(HtmlPages.CaptivePortal, "text/html; charset=utf-8"),
            Nonsense) { Says = "with HTML instead of JSON" },
        new("HTML that says it is JSON", "HTML with the content type of the answer",
            Script.Then(c => c.SendAsync(Script.Head(Script.Type(c)) + "<p>Please accept the terms</p>")),
            Nonsense) { Says = "accept the terms" },
        new("plain text", "words", Ok("upstream connect error", "text/plain"), Nonsense) { Says = "upstream connect error" },
        new("nothing", "an empty body", Ok(""), Nothing) { Says = "with nothing" },
        new("white space", "empty lines only", Ok("\n \r\n\n"), Nothing) { Says = "with nothing" },
        new("JSON cut", "half of the JSON, as if it were all", Ok(Script.Whole[..100]), Nonsense) { Says = "not valid JSON" },
        new("JSON with a comma too many", "`{\"choices\":[],}`", Ok("""{"choices":[],}"""), Nonsense) { Says = "not valid JSON" },
        new("two JSON values", "the answer twice", Ok(Script.Whole + Script.Whole), Nonsense) { Says = "not valid JSON" },
        new("a JSON list", "`[1,2]`", Ok("[1,2]"), Nonsense) { Says = "not a chat completion" },
        new("a JSON number", "`42`", Ok("42"), Nonsense),
        new("JSON null", "`null`", Ok("null"), Nonsense),
        new("another API's JSON", "`{\"status\":\"ok\"}`", Ok("""{"status":"ok"}"""), Nonsense) { Says = "not a chat completion" },
        new("an answer without choices", "`\"choices\":[]`", Ok("""{"id":"c1","choices":[]}"""), Nonsense) { Says = "no choice" },
        new("choices that are null", "`\"choices\":null`", Ok("""{"id":"c1","choices":null}"""),
            Nonsense) { Says = "not a chat completion" },
        new("choices that are text", "`\"choices\":[\"Hello\"]`", Ok("""{"id":"c1","choices":["Hello"]}"""),
            Nonsense) { Says = "no choice" },
        new("JSON nested without end", "100 000 brackets", Ok(new string('[', 100_000)), Nonsense) { Says = "not valid JSON" },
        new("a number beyond all bounds", "usage and dates of 10^400",
            Ok(Script.Whole.Replace(":1,", $":1{new string('0', 400)},", StringComparison.Ordinal)), Answer),
        new("NUL bytes", "a thousand bytes of zero", Ok(new string('\0', 1000)), Nonsense),
        new("JSON in UTF-16", "the answer in UTF-16", Bytes(Encoding.Unicode.GetBytes(Script.Whole)), Nonsense),
        new("a byte order mark", "UTF-8 with a mark before it", Bytes([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Script.Whole)]), Answer),
        new("bytes that are no UTF-8", "noise inside a text of the JSON", Bytes(Broken()), Answer) { Says = "\uFFFD" },
        new("half of a surrogate pair", "`\\ud83d` alone inside a text",
            Ok(Script.Whole.Replace("m/x", "m/\\ud83dx", StringComparison.Ordinal)), Answer),
        new("a body of 65 MiB", "65 MiB of JSON", BigAsync, Nonsense) { WholeOnly = true, Says = "longer than 64 MiB" },
        new("white space without end", "blanks for as long as the client listens",
            Script.Endless(Script.Head(Script.Json), _ => new string(' ', 100), 20), new("OfoxTimeout"))
        {
            TotalSeconds = 1.5, Says = "-TimeoutSeconds",
        },
        new("silence in the body", "half of the answer, then silence", Script.Then(HalfThenSilenceAsync), new("OfoxTimeout", 3),
            new("OfoxTimeout", 1, "Hel")) { SilenceSeconds = 2, Says = "silent for 2 s" },
        new("bytes that trickle", "the answer byte by byte, with pauses", Script.Then(TrickleAsync), Answer) { SilenceSeconds = 10 },
        new("a stream where JSON was asked", "events, whatever was asked", Ok(Script.Events, Script.Sse), Answer),
        new("JSON where a stream was asked", "the whole answer, whatever was asked", Ok(Script.Whole), Answer),
    ];

    private static Func<WireConnection, Task> Ok(string body, string type = Script.Json) => Script.Reply("200 OK", body, type);

    private static Func<WireConnection, Task> Bytes(byte[] body) => Script.Reply("200 OK", body);

    private static byte[] Broken()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Script.Whole.Replace("m/x", "m/#x", StringComparison.Ordinal));
        bytes[Array.IndexOf(bytes, (byte)'#')] = 0xC3;
        return bytes;
    }

    private static async Task BigAsync(WireConnection connection)
    {
        if (await connection.ReadRequestAsync())
        {
            await connection.SendAsync(Script.Head(Script.Json) + "{\"x\":\"");
            string block = new('x', 1024 * 1024);
            for (int i = 0; i < 65; i++)
            {
                await connection.SendAsync(block);
            }
        }
    }

    private static async Task HalfThenSilenceAsync(WireConnection connection)
    {
        await connection.SendAsync(Script.Head(Script.Type(connection)) + (connection.Streamed ? Script.FirstChunk : Script.Whole[..100]));
        await connection.WaitForHangUpAsync();
    }

    private static async Task TrickleAsync(WireConnection connection)
    {
        await connection.SendAsync(Script.Head(Script.Type(connection)));
        foreach (char one in Script.Body(connection))
        {
            await connection.SendAsync(one.ToString());
            await Task.Delay(5, connection.Stopping);
        }
    }
}
