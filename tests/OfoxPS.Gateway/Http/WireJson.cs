using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OfoxPS.Gateway.Http;

internal static class WireJson
{
    // Real servers send characters as UTF-8, not as escapes; a client's decoding is only tested if this one does too.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(JsonNode node) => node.ToJsonString(Options);
}
