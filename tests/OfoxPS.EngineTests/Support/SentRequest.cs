using System.Text.Json;
using System.Threading.Tasks;
using OfoxPS.Gateway.Log;

namespace OfoxPS.EngineTests.Support;

/// <summary>A request as the gateway got it.</summary>
/// <param name="Entry">The gateway's own record: method, path, headers, how far the answer came.</param>
public sealed record SentRequest(RequestEntry Entry)
{
    /// <summary>The body, parsed.</summary>
    public JsonElement Body { get; } = Entry.Body is { Length: > 0 } text ? JsonDocument.Parse(text).RootElement : default;

    public JsonElement Messages => Body.GetProperty("messages");

    /// <summary>The text of the last message, where it is a plain text.</summary>
    public string? LastText => Messages[Messages.GetArrayLength() - 1].GetProperty("content").GetString();

    /// <summary>Whether the body has this field.</summary>
    public bool Has(string field) => Body.TryGetProperty(field, out _);

    /// <summary>The request once the gateway is done with it.</summary>
    public Task<RequestEntry> EndedAsync() => Engine.Gateway.Requests.EndedAsync(Entry.Number);

    /// <summary>Lets the answer go on after the hold of its model.</summary>
    public void Release() => Engine.Gateway.Release(Entry);
}
