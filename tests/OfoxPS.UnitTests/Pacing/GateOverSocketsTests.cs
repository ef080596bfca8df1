using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Gateway;
using OfoxPS.Gateway.Wire;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Pacing;

/// <summary>What a server sees of the gate.</summary>
public sealed class GateOverSocketsTests
{
    // How much too early a timer of the server may end, in milliseconds.
    private const double ClockError = 20;

    // A busy machine can only make a request later than the gate let it go, so each has an earliest time that it must not be before.
    [Fact]
    public async Task Sixty_four_that_were_refused_together_come_back_apart()
    {
        await using GatewayServer gateway = await GatewayServer.StartAsync();

        await SendAsync(gateway, "fault/429?times=64&retry_after=0.5&delay=400");

        Assert.Equal(64, gateway.Requests.All.Count(static entry => entry.Status == 429));
        long refused = gateway.Requests.All.Take(64).Min(static entry => entry.Arrived);
        double[] back = [.. gateway.Requests.All.Skip(64)
            .Select(entry => Stopwatch.GetElapsedTime(refused, entry.Arrived).TotalMilliseconds).Order()];
        Assert.Equal(64, back.Length);
        Assert.All(back,
            static (time, place) =>
            Assert.True(time >= 400 + 500 + (place * 5) - ClockError, $"Number {place} came back after {time:0} ms."));
    }

    [Fact]
    public async Task Sixty_four_connections_are_made_and_used_again()
    {
        await using GatewayServer gateway = await GatewayServer.StartAsync();

        await SendAsync(gateway, "openai/gpt-4o?delay=400");
        int first = gateway.Connections;
        await SendAsync(gateway, "openai/gpt-4o?delay=400");

        Assert.Equal(64, first);
        Assert.InRange(gateway.Connections, 64, 80);
    }

    [Fact]
    public async Task Sixty_four_connections_through_a_proxy_too()
    {
        await using GatewayServer gateway = await GatewayServer.StartAsync();
        await using WireServer proxy = WireProxy.Start();
        Uri address = new($"http://{proxy.Endpoint}");

        await SendAsync(gateway, "openai/gpt-4o?delay=400", address);
        int first = proxy.Connections;
        await SendAsync(gateway, "openai/gpt-4o?delay=400", address);

        Assert.Equal(64, first);
        Assert.InRange(proxy.Connections, 64, 80);
    }

    private static async Task SendAsync(GatewayServer gateway, string model, Uri? proxy = null)
    {
        OfoxClient client = new(
            Ask.Options with
            {
                Endpoint = new Uri(gateway.BaseUri + "/chat/completions"),
                MaximumWait = TimeSpan.FromSeconds(60),
                Proxy = proxy
            });
        List<Task<CallResult>> calls =
            [.. Enumerable.Range(0, 64).Select(_ => Task.Run(() => CallResult.OfAsync(client, Ask.Plain with { Model = model })))];
        foreach (CallResult result in await Task.WhenAll(calls))
        {
            Assert.NotNull(result.Completion);
        }
    }
}
