using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using OfoxPS.Core.Client;

namespace OfoxPS.Core.Diagnostics;

/// <summary>
/// Makes a connection in steps: name, TCP, TLS. Each step uses the result of the one before it, and has the time limit of a connection.
/// </summary>
internal sealed class NetworkProbe(CallOptions options) : IDisposable
{
    private readonly Uri? _proxy = options.ProxyOnTheWay;
    private IPAddress[] _addresses = [];
    private Socket? _socket;

    public async Task<Finding> ResolveAsync(CancellationToken token)
    {
        if (OfflineMode.Refusal() is { } refusal)
        {
            throw refusal;
        }

        if (IPAddress.TryParse(Next.DnsSafeHost, out IPAddress? literal))
        {
            _addresses = [literal];
            return new Finding($"{ShownNext} is an address", Applies: false);
        }

        _addresses = await UnlessAsync(LookUpAsync(), token).ConfigureAwait(false);
        return _addresses.Length > 0
            ? new Finding($"{ShownNext} is {string.Join(", ", _addresses.Select(static address => address.ToString()))}")
            : throw new OfoxException(OfoxErrorKind.OfoxConnectionFailed, $"The name {Next.DnsSafeHost} has no address");
    }

    public async Task<Finding> ConnectAsync(CancellationToken token)
    {
        Exception? first = null;
        foreach (IPAddress address in _addresses)
        {
            Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await UnlessAsync(ConnectAsync(socket, address), token).ConfigureAwait(false);
                _socket = socket;
                string proxy = _proxy is null ? string.Empty : "the proxy ";
                return new Finding($"connected to {proxy}{new IPEndPoint(address, Next.Port)}");
            }
            catch (Exception error)
            {
                socket.Dispose();
                first ??= error;
                token.ThrowIfCancellationRequested();
            }
        }

        throw first!;
    }

    public async Task<Finding> SecureAsync(CancellationToken token)
    {
        if (options.Endpoint.Scheme != Uri.UriSchemeHttps)
        {
            return new Finding("the address is http: nothing is encrypted", Applies: false);
        }

        if (_proxy is not null)
        {
            return new Finding("made through the proxy, with Access", Applies: false);
        }

        using SslStream tls = new(
            new NetworkStream(_socket!, ownsSocket: true),
            leaveInnerStreamOpen: false,
            (_, _, _, errors) => errors == SslPolicyErrors.None || options.SkipCertificateCheck);
        Task handshake = tls.AuthenticateAsClientAsync(
            options.Endpoint.DnsSafeHost, null, SslProtocols.None, checkCertificateRevocation: false);
        await UnlessAsync(DoneAsync(handshake), token).ConfigureAwait(false);
        using X509Certificate2? certificate = tls.RemoteCertificate is { } raw ? new X509Certificate2(raw) : null;
        string end = certificate is null ? string.Empty : $", certificate until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}";
        return new Finding($"{tls.SslProtocol}{end}{(options.SkipCertificateCheck ? ", not checked" : string.Empty)}");
    }

    public void Dispose() => _socket?.Dispose();

    // Whom the connection goes to first: the gateway, or the proxy on the way, which does the rest.
    private Uri Next => _proxy ?? options.Endpoint;

    private string ShownNext => $"{(_proxy is null ? string.Empty : "proxy ")}{Next.DnsSafeHost}:{Next.Port}";

    private Task<IPAddress[]> LookUpAsync() => Dns.GetHostAddressesAsync(Next.DnsSafeHost);

    private Task<bool> ConnectAsync(Socket socket, IPAddress address) => DoneAsync(socket.ConnectAsync(address, Next.Port));

    private static async Task<bool> DoneAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    // .NET Framework cannot cancel these calls. They are abandoned, and end when their socket is disposed.
    private async Task<T> UnlessAsync<T>(Task<T> task, CancellationToken token)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(options.ConnectionTimeout);
        TaskCompletionSource<bool> cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (limit.Token.Register(() => cancelled.TrySetResult(true)))
        {
            if (await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false) == task)
            {
                return await task.ConfigureAwait(false);
            }
        }

        _ = task.ContinueWith(static late => late.Exception, TaskScheduler.Default);
        throw new OperationCanceledException(limit.Token);
    }
}
