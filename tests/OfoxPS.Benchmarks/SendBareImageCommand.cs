using System;
using System.IO;
using System.Management.Automation;
using System.Net.Http;
using System.Text;

namespace OfoxPS.Benchmarks;

/// <summary>An image as most clients send it: read whole, base64 as a string, in a string of JSON.</summary>
[Cmdlet(VerbsCommunications.Send, "BareImage")]
public sealed class SendBareImageCommand : PSCmdlet
{
    private static readonly HttpClient Http = new();

    [Parameter(Mandatory = true)]
    public Uri? Uri { get; set; }

    [Parameter(Mandatory = true)]
    public string? Path { get; set; }

    protected override void EndProcessing()
    {
        string image = Convert.ToBase64String(File.ReadAllBytes(Path!));
        string body = "{\"model\":\"openai/gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
            + image + "\"}}]}]}";
        using HttpRequestMessage request = new(HttpMethod.Post, Uri);
        request.Headers.Add("Authorization", "Bearer sk-bench");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = Http.Send(request);
        WriteObject(response.Content.ReadAsStringAsync().GetAwaiter().GetResult());
    }
}
