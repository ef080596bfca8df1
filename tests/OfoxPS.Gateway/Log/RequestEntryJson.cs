using System.Diagnostics;
using System.Linq;
using System.Text.Json.Nodes;

namespace OfoxPS.Gateway.Log;

internal static class RequestEntryJson
{
    public static JsonObject Describe(RequestEntry entry) => new()
    {
        ["number"] = entry.Number,
        ["requestId"] = entry.RequestId,
        ["method"] = entry.Method,
        ["path"] = entry.Path,
        ["model"] = entry.Model,
        ["arrivedMs"] = Stopwatch.GetElapsedTime(0, entry.Arrived).TotalMilliseconds,
        ["headers"] = new JsonObject(
            entry.Headers.Select(header => new System.Collections.Generic.KeyValuePair<string, JsonNode?>(header.Key, header.Value))),
        ["body"] = entry.Body,
        ["bodyLength"] = entry.BodyLength,
        ["bodySha256"] = entry.BodySha256,
        ["status"] = entry.Status,
        ["stream"] = entry.Stream,
        ["chunksSent"] = entry.ChunksSent,
        ["cachedTokens"] = entry.CachedTokens,
        ["writtenTokens"] = entry.WrittenTokens,
        ["ended"] = entry.Ended,
        ["clientHungUp"] = entry.ClientHungUp,
        ["bytesReceived"] = entry.BytesReceived,
    };
}
