using System.Net.Sockets;
using System.Security.Authentication;

namespace OfoxPS.Core.Errors;

/// <summary>From an exception of the network to the failure that the user is told.</summary>
internal static class NetworkError
{
    /// <summary>What to say of an exception, by how far the request to an address, through a proxy or not, had come.</summary>
    public static OfoxException Of(Exception error, Uri endpoint, Uri? proxy, bool connected, bool answering)
    {
        if (Find<OfoxException>(error) is { } own)
        {
            return own;
        }

        if (Find<AuthenticationException>(error) is { } tls)
        {
            return Insecure(endpoint, tls.Message, error);
        }

        // In Windows the inner exception may be a Win32Exception. A connection that is closed during the handshake is not a TLS error.
        if (Poly.IsTls(error) && Find<IOException>(error) is null)
        {
            return Insecure(endpoint, Reason(error), error);
        }

        if (answering && Poly.IsBrokenBody(error))
        {
            return Truncated("The answer was broken off: a chunk of its body is not one", error);
        }

        if (Poly.IsNoHttp(error))
        {
            return new OfoxException(OfoxErrorKind.OfoxInvalidResponse,
                $"{endpoint.Authority} answered with something that is not HTTP: {Reason(error)}", error);
        }

        if (answering && Poly.IsBadCompression(error))
        {
            return new OfoxException(
                OfoxErrorKind.OfoxInvalidResponse, $"{endpoint.Authority} sent a body that is not compressed as its headers say", error);
        }

        if (answering && Poly.IsPrematureEnd(error))
        {
            return Truncated("The connection ended in the middle of the answer", error);
        }

        if (Poly.TunnelStatus(error) is { } status)
        {
            string words = status == 407 ? "the proxy wants a user name and a password, or other ones" : $"the proxy answers {status}";
            return new OfoxException(OfoxErrorKind.OfoxConnectionFailed, $"No connection to {endpoint.Authority}: {words}", error)
            {
                Retryable = status >= 500,
                StatusCode = status,
            };
        }

        string what = answering ? $"The connection to {endpoint.Authority} broke in the middle of the answer"
            : connected ? $"{endpoint.Authority} closed the connection before it answered"
            : $"No connection to {WayTo(endpoint, proxy)}";
        return new OfoxException(OfoxErrorKind.OfoxConnectionFailed, $"{what}: {Reason(error)}", error) { Retryable = true };
    }

    /// <summary>A server, with the proxy on the way: without the user and the password that its address may hold.</summary>
    public static string WayTo(Uri endpoint, Uri? proxy) =>
        proxy is null ? endpoint.Authority : $"{endpoint.Authority} through the proxy {proxy.Authority}";

    private static OfoxException Truncated(string what, Exception error) =>
        new(OfoxErrorKind.OfoxStreamTruncated, what, error) { Retryable = true };

    private static OfoxException Insecure(Uri endpoint, string reason, Exception error) =>
        new(OfoxErrorKind.OfoxConnectionFailed, $"No secure connection to {endpoint.Authority}: {reason}", error);

    // The innermost exception has the message of the operating system: name not known, connection refused, connection reset.
    private static string Reason(Exception error)
    {
        if (Find<SocketException>(error) is { } socket)
        {
            return socket.Message;
        }

        return (error is HttpRequestException { InnerException: { } inner } ? inner : error).Message;
    }

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is T found)
            {
                return found;
            }
        }

        return null;
    }
}
