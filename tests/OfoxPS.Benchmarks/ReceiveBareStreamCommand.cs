using System;
using System.IO;
using System.Management.Automation;
using System.Net.Http;
using System.Text;
using System.Text.Json;

namespace OfoxPS.Benchmarks;

/// <summary>A stream as a bare HttpClient loop reads it: lines, a JSON document each, the text of the delta.</summary>
[Cmdlet(VerbsCommunications.Receive, "BareStream")]
public sealed class ReceiveBareStreamCommand : PSCmdlet
{
    private static readonly HttpClient Http = new();

    [Parameter(Mandatory = true)]
    public Uri? Uri { get; set; }

    [Parameter(Mandatory = true)]
    public string? Body { get; set; }

    protected override void EndProcessing()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Uri);
        request.Headers.Add("Authorization", "Bearer sk-bench");
        request.Content = new StringContent(Body!, Encoding.UTF8, "application/json");
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
                WriteObject(text.GetString());
            }
        }
    }
}
