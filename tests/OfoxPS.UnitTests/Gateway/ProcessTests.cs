using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using OfoxPS.Gateway;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>The gateway as a process of its own.</summary>
public sealed class ProcessTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_prints_its_address_serves_and_ends_with_its_stdin()
    {
        using Process process = Start("--until-stdin-closes");
        string? address = await process.StandardOutput.ReadLineAsync().WaitAsync(LongEnough);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/v1$", address);
        using GatewayClient client = new(address!);
        Assert.Equal("hi", (await client.ChatAsync(Ask.For("hi"))).Content);

        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(LongEnough);
        Assert.Equal((0, ""), (process.ExitCode, await process.StandardOutput.ReadToEndAsync()));
    }

    [Fact]
    public async Task It_forgets_old_requests_where_it_is_asked_to()
    {
        await using GatewayServer gateway = await GatewayServer.StartAsync(new GatewayOptions(Keep: 2));
        using GatewayClient client = new(gateway.BaseUri);
        for (int i = 0; i < 4; i++)
        {
            await client.ChatAsync(Ask.For("hi"));
        }

        Assert.Equal([3, 4], gateway.Requests.All.Select(static entry => entry.Number));
    }

    [Fact]
    public async Task A_fault_can_be_played_once_for_one_message()
    {
        await using GatewayServer gateway = await GatewayServer.StartAsync();
        using GatewayClient client = new(gateway.BaseUri);
        GatewayAnswer[] answers = [await client.ChatAsync(Ask.For("a\nfault once: 500")), await client.ChatAsync(Ask.For("a\nfault once: 500")), await client.ChatAsync(Ask.For("b\nfault once: 500"))];

        Assert.Equal([500, 200, 500], answers.Select(static answer => (int)answer.Status));
    }

    [Fact]
    public async Task A_port_in_use_is_told_on_stderr()
    {
        await using GatewayServer gateway = await GatewayServer.StartAsync();
        using Process process = Start("--port", new Uri(gateway.BaseUri).Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await process.WaitForExitAsync().WaitAsync(LongEnough);

        Assert.Equal((1, ""), (process.ExitCode, await process.StandardOutput.ReadToEndAsync()));
        Assert.Contains("in use", await process.StandardError.ReadToEndAsync());
    }

    [Fact]
    public async Task A_flag_it_does_not_know_is_refused()
    {
        using Process process = Start("--prot", "1");
        await process.WaitForExitAsync().WaitAsync(LongEnough);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("--prot", await process.StandardError.ReadToEndAsync());
    }

    private static Process Start(params string[] args)
    {
        ProcessStartInfo start = new("dotnet", [typeof(GatewayServer).Assembly.Location, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
