using OfoxPS.Core.Client;

namespace OfoxPS.Core.Diagnostics;

/// <summary>Whom a connection goes to first: the gateway, or the proxy on the way.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">The port.</param>
/// <param name="IsProxy">It is a proxy, which does the rest.</param>
internal sealed record Route(string Host, int Port, bool IsProxy)
{
    public static Route Of(CallOptions options)
    {
        Uri? proxy = options.ProxyOnTheWay;
        Uri next = proxy ?? options.Endpoint;
        return new Route(next.DnsSafeHost, next.Port, proxy is not null);
    }

    /// <summary>For the user's eyes.</summary>
    public override string ToString() => IsProxy ? $"proxy {Host}:{Port}" : $"{Host}:{Port}";
}
