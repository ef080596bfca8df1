using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using OfoxPS.Gateway.Hosting;
using OfoxPS.Gateway.Log;

namespace OfoxPS.Gateway;

/// <summary>A running gateway on a loopback port.</summary>
public sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly GatewayState state;

    private GatewayServer(WebApplication application, GatewayState state)
    {
        this.application = application;
        this.state = state;
        state.Addresses = [.. application.Urls.Select(url => url + "/v1")];
    }

    /// <summary>The base URL a client is given, for instance http://127.0.0.1:5000/v1.</summary>
    public string BaseUri => state.Addresses[0];

    /// <summary>The base URL on [::1], if the options asked for it.</summary>
    public string? IPv6BaseUri => state.Addresses.Skip(1).FirstOrDefault();

    /// <summary>Every request the API received, in order of arrival.</summary>
    public RequestLog Requests => state.Log;

    /// <summary>Requests that were beyond the limits of their model.</summary>
    public int Refused => state.Limits.Refused;

    /// <summary>TCP connections accepted so far.</summary>
    public int Connections => state.Connections.Accepted;

    /// <summary>TCP connections open now.</summary>
    public int OpenConnections => state.Connections.Open;

    public static async Task<GatewayServer> StartAsync(GatewayOptions? options = null)
    {
        options ??= new GatewayOptions();
        GatewayState state = new() { Pace = options.Pace, Log = new(options.Keep) };
        WebApplication application = KestrelSetup.Build(options, state);
        try
        {
            await application.StartAsync();
            return new GatewayServer(application, state);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets streams go on that wait because of their model's hold option.</summary>
    /// <param name="entry">The request that may go on; null lets all of them.</param>
    /// <returns>How many requests were released.</returns>
    public int Release(RequestEntry? entry = null) => state.Gates.Release(entry);

    /// <summary>Changes how the list of models is answered: a name of <c>ModelsMode</c>.</summary>
    public void SetModels(string mode) => state.Models = Enum.Parse<Models.ModelsMode>(mode, ignoreCase: true);

    public async ValueTask DisposeAsync()
    {
        try
        {
            // A cancelled token makes Kestrel abort what is still open, a silent fault for instance, instead of waiting for it.
            await application.StopAsync(new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
        }

        await application.DisposeAsync();
        await state.Wires.DisposeAsync();
    }
}
