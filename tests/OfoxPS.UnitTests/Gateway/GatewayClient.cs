using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>A bare HTTP client: what comes back is what the gateway sent.</summary>
internal sealed class GatewayClient(string baseUri) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };

    public string Root { get; } = baseUri[..^"/v1".Length];

    public Task<GatewayAnswer> ChatAsync(JsonObject request, string key = "sk-test") => ChatAsync(request.ToJsonString(), key);

    public async Task<GatewayAnswer> ChatAsync(string body, string key = "sk-test", string contentType = "application/json")
    {
        using HttpRequestMessage message = Message(body, key, contentType);
        using HttpResponseMessage response = await http.SendAsync(message);
        return await GatewayAnswer.ReadAsync(response);
    }

    /// <summary>Returns at the headers; the caller reads the body, or hangs up by disposing the response.</summary>
    public async Task<HttpResponseMessage> OpenAsync(JsonObject request)
    {
        using HttpRequestMessage message = Message(request.ToJsonString(), "sk-test", "application/json");
        return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<GatewayAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async Task<GatewayAnswer> SendAsync(HttpMethod method, string path)
    {
        using HttpRequestMessage message = new(method, Root + path);
        using HttpResponseMessage response = await http.SendAsync(message);
        return await GatewayAnswer.ReadAsync(response);
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Message(string body, string key, string contentType)
    {
        HttpRequestMessage message = new(HttpMethod.Post, $"{Root}/v1/chat/completions")
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(contentType)),
        };
        if (key.Length > 0)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return message;
    }
}
