using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Gateway;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Pacing;

/// <summary>What a server sees of the gate.</summary>
public sealed class GateOverSocketsTests
{
    [Fact]
    public async Task Sixty_four_that_were_refused_together_come_back_apart()
    {
        double least = 0;

        // A busy machine can bring two of them together on their way; it does not do so each time.
        for (int round = 0; round < 3 && least < 5; round++)
        {
            least = await LeastGapAsync();
        }

        Assert.True(least >= 5, $"Two came back {least:0.0} ms apart.");
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

    private static async Task<double> LeastGapAsync()
    {
        await using GatewayServer gateway = await GatewayServer.StartAsync();

        await SendAsync(gateway, "fault/429?times=64&retry_after=0.5&delay=400");

        Assert.Equal(64, gateway.Requests.All.Count(static entry => entry.Status == 429));
        long[] back = [.. gateway.Requests.All.Skip(64).Select(static entry => entry.Arrived).Order()];
        Assert.Equal(64, back.Length);
        return back.Zip(back.Skip(1), static (one, next) => Stopwatch.GetElapsedTime(one, next).TotalMilliseconds).Min();
    }

    private static async Task SendAsync(GatewayServer gateway, string model)
    {
        OfoxClient client = new(Ask.Options with { Endpoint = new Uri(gateway.BaseUri + "/chat/completions"), MaximumWait = TimeSpan.FromSeconds(60) });
        List<Task<CallResult>> calls = [.. Enumerable.Range(0, 64).Select(_ => Task.Run(() => CallResult.OfAsync(client, Ask.Plain with { Model = model })))];
        foreach (CallResult result in await Task.WhenAll(calls))
        {
            Assert.NotNull(result.Completion);
        }
    }
}
