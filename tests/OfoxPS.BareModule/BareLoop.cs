using System;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Text.Json;

namespace OfoxPS.Bare;

/// <summary>What somebody writes who needs the text of an answer and nothing else: HttpClient, lines, a JSON document for each.</summary>
internal static class BareLoop
{
    public static HttpClient Http { get; } = new();

    /// <summary>Reads a stream.</summary>
    /// <param name="address">Where the request goes.</param>
    /// <param name="body">The request.</param>
    /// <param name="take">Takes each piece of text.</param>
    public static void Stream(Uri address, string body, Action<string?> take)
    {
        using HttpRequestMessage request = Request(address, body);
        using HttpResponseMessage response = Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).GetAwaiter().GetResult();
        using StreamReader reader = new(response.Content.ReadAsStream());
        while (reader.ReadLineAsync().GetAwaiter().GetResult() is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal))
            {
                continue;
            }

            using JsonDocument document = JsonDocument.Parse(line.AsMemory(6));
            JsonElement choices = document.RootElement.GetProperty("choices");
            if (choices.GetArrayLength() > 0 && choices[0].GetProperty("delta").TryGetProperty("content", out JsonElement text))
            {
                take(text.GetString());
            }
        }
    }

    /// <summary>Reads a whole answer.</summary>
    public static string? Answer(Uri address, string body)
    {
        using HttpRequestMessage request = Request(address, body);
        using HttpResponseMessage response = Http.SendAsync(request).GetAwaiter().GetResult();
        using JsonDocument document = JsonDocument.Parse(response.Content.ReadAsStream());
        return document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
    }

    public static HttpRequestMessage Request(Uri address, string body)
    {
        HttpRequestMessage request = new(HttpMethod.Post, address);
        request.Headers.Add("Authorization", "Bearer sk-bench");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }
}
