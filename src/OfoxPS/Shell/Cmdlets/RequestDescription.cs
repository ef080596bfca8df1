using System.Linq;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>A request in a few words, for -WhatIf.</summary>
internal static class RequestDescription
{
    public static string Of(ChatRequest request, RequestBody body, CostEstimate estimate)
    {
        int parts = request.Messages.Sum(static message => message.Parts.Count);
        return $"Send {Plural.Of(request.Messages.Count, "message")} ({Plural.Of(parts, "part")}, {(body.MediaCount > 0 ? body.MediaWords : "no attachment")}, {body.Length} bytes; estimate: {estimate.InputTokens} input tokens{MaximumCost(estimate)})";
    }

    private static string MaximumCost(CostEstimate estimate) => estimate.Maximum is { } most ? $", at most {Money.Of(most)}" : string.Empty;
}
