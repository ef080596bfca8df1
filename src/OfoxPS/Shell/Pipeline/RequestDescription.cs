using System.Linq;
using OfoxPS.Core.Json;

namespace OfoxPS.Shell.Pipeline;

/// <summary>A request in a few words, for -WhatIf.</summary>
internal static class RequestDescription
{
    public static string Of(ChatRequest request, RequestBody body)
    {
        int parts = request.Messages.Sum(static message => message.Parts.Count);
        return $"Send {Count(request.Messages.Count, "message")} ({Count(parts, "part")}, {Count(body.ImageCount, "image")}, {body.Length} bytes)";
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? string.Empty : "s")}";
}
