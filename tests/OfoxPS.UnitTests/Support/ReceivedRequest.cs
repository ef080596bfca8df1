using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;

namespace OfoxPS.UnitTests.Support;

/// <summary>A request as it would have left the machine.</summary>
internal sealed record ReceivedRequest(
    HttpMethod Method, Uri? Uri, IReadOnlyDictionary<string, string> Headers, byte[] Body, HttpRequestMessage Message)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;
}
