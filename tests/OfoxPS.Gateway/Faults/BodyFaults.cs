using System.Collections.Generic;
using System.Threading.Tasks;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Faults;

/// <summary>Answers whose body is not what the status and the request promise.</summary>
internal static class BodyFaults
{
    private const string Json = "application/json";
    private const string Html = "text/html; charset=utf-8";

    private static readonly ApiError HiddenError = new(200, "upstream_error", "upstream_error", "The upstream provider failed");

    public static IEnumerable<Fault> All { get; } =
    [
        new("html", reply => reply.Exchange.SendTextAsync(200, Html, HtmlPages.CaptivePortal)),
        new("html502", reply => reply.Exchange.SendTextAsync(502, "text/html", HtmlPages.BadGateway), FallsBack: true),
        new("ok-error", reply => reply.Exchange.SendErrorAsync(HiddenError)),
        new("empty", reply => reply.Exchange.SendTextAsync(200, Json, "")),
        new("bad-json", SendHalfAsync),
        new("json-for-stream", reply => reply.SendJsonAsync()),
        new("stream-for-json", reply => reply.SendStreamAsync()),
    ];

    private static Task SendHalfAsync(ChatReply reply)
    {
        string json = WireJson.Text(reply.Completion());
        return reply.Exchange.SendTextAsync(200, Json, json[..(json.Length / 2)]);
    }
}
