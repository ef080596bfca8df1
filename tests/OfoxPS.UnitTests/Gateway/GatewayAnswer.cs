using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace OfoxPS.UnitTests.Gateway;

internal sealed record GatewayAnswer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonNode Error => Json["error"]!;

    public JsonNode Choice => Json["choices"]![0]!;

    public JsonNode Message => Choice["message"]!;

    public string? Content => (string?)Message["content"];

    public string? FinishReason => (string?)Choice["finish_reason"];

    /// <summary>The payloads of the data lines, [DONE] included.</summary>
    public IReadOnlyList<string> Data =>
        [.. Text.Split("\n\n").Where(part => part.Length > 0)
            .Select(part => part[(part.IndexOf("data: ", StringComparison.Ordinal) + 6)..])];

    public IReadOnlyList<JsonNode> Chunks => [.. Data.Where(data => data != "[DONE]").Select(data => JsonNode.Parse(data)!)];

    public IReadOnlyList<JsonNode> Deltas =>
        [.. Chunks.Where(chunk => chunk["choices"]!.AsArray().Count > 0).Select(chunk => chunk["choices"]![0]!["delta"]!)];

    public string StreamedText => string.Concat(Deltas.Select(delta => (string?)delta["content"]));

    public static async Task<GatewayAnswer> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
}
