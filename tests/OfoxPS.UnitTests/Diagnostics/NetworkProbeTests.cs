using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Core.Diagnostics;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Diagnostics;

/// <summary>Name, TCP and TLS, each on a real socket.</summary>
public sealed class NetworkProbeTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(30));

    public NetworkProbeTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Stop();
        _end.Dispose();
    }

    [NotOnWineFact("its TLS is no server, and does not name the fault of a certificate")]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        Task server = SecureServerAsync();
        using NetworkProbe probe = await ConnectedAsync(At("localhost") with { NoProxy = true });

        StepRunner steps = new(TimeSpan.FromSeconds(20), _end.Token) { Options = At("localhost") };
        ConnectionStep step = steps.Run("Tls", TimeSpan.FromSeconds(20), probe.SecureAsync);

        Assert.Equal(("Failed", "OfoxConnectionFailed"), (step.Result, step.ErrorId));
        Assert.StartsWith($"No secure connection to localhost:{Port}: ", step.Detail, StringComparison.Ordinal);
        Assert.Contains("certificates", step.Remedy, StringComparison.Ordinal);
        Assert.Equal("Skipped", steps.Run("Access", TimeSpan.FromSeconds(1), static _ => throw new InvalidOperationException()).Result);
        await server.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_not_waited_for_longer_than_for_a_connection()
    {
        using NetworkProbe probe =
            await ConnectedAsync(At("localhost") with { NoProxy = true, ConnectionTimeout = TimeSpan.FromMilliseconds(300) });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => probe.SecureAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [NotOnWineFact("its TLS is no server, and does not name the fault of a certificate")]
    public async Task It_is_accepted_where_none_is_checked()
    {
        Task server = SecureServerAsync();
        using NetworkProbe probe = await ConnectedAsync(At("localhost") with { NoProxy = true, SkipCertificateCheck = true });

        Finding found = await probe.SecureAsync(_end.Token);

        Assert.Matches("^Tls1[23], certificate until 2[0-9]{3}-[0-9]{2}-[0-9]{2}, not checked$", found.Detail);
        await server;
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_not_waited_for()
    {
        using NetworkProbe probe = await ConnectedAsync(At("127.0.0.1") with { NoProxy = true });

        StepRunner steps = new(TimeSpan.FromSeconds(20), _end.Token);
        ConnectionStep step = steps.Run("Tls", TimeSpan.FromMilliseconds(50), probe.SecureAsync);

        Assert.Equal(("Failed", "OfoxTimeout"), (step.Result, step.ErrorId));
        Assert.Contains("-ConnectionTimeoutSeconds", step.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_for_all_holds_for_each()
    {
        using NetworkProbe probe = await ConnectedAsync(At("127.0.0.1") with { NoProxy = true });

        ConnectionStep step = new StepRunner(TimeSpan.FromMilliseconds(50), _end.Token)
            .Run("Tls", TimeSpan.FromSeconds(60), probe.SecureAsync);

        Assert.Equal("OfoxTimeout", step.ErrorId);
        Assert.Contains("-TimeoutSeconds", step.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_stops_it_is_told_nothing()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() =>
            new StepRunner(TimeSpan.FromSeconds(5), stop.Token)
                .Run("Tcp", TimeSpan.FromSeconds(5), static token => Task.FromCanceled<Finding>(token)));
    }

    [Fact]
    public async Task The_proxy_is_what_is_connected_to()
    {
        CallOptions options = Ask.Options with { Proxy = new Uri($"http://me:pw@127.0.0.1:{Port}") };
        using NetworkProbe probe = new(options);

        Assert.False((await probe.ResolveAsync(_end.Token)).Applies);
        Assert.Equal($"connected to the proxy 127.0.0.1:{Port}", (await probe.ConnectAsync(_end.Token)).Detail);
        Assert.False((await probe.SecureAsync(_end.Token)).Applies);
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_named()
    {
        CallOptions options = Ask.Options with { Proxy = new Uri("http://me:pw@127.0.0.1:1") };
        using NetworkProbe probe = new(options);
        await probe.ResolveAsync(_end.Token);

        ConnectionStep step = new StepRunner(TimeSpan.FromSeconds(20), _end.Token) { Options = options }
            .Run("Tcp", TimeSpan.FromSeconds(20), probe.ConnectAsync);

        Assert.Contains(" through the proxy 127.0.0.1:1: ", step.Detail, StringComparison.Ordinal);
    }

    private CallOptions At(string host) => Ask.Options with { Endpoint = new Uri($"https://{host}:{Port}/v1/chat/completions") };

    private async Task<NetworkProbe> ConnectedAsync(CallOptions options)
    {
        NetworkProbe probe = new(options);
        await probe.ResolveAsync(_end.Token);
        await probe.ConnectAsync(_end.Token);
        return probe;
    }

    private async Task SecureServerAsync()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        using TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
        using SslStream tls = new(client.GetStream());
        await tls.AuthenticateAsServerAsync(certificate);

        // The client says goodbye, or breaks off.
        _ = tls.ReadByte();
    }
}
