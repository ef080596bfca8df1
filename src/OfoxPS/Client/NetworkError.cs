using System;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace OfoxPS.Client;

/// <summary>From an exception of the network to the failure that the user is told.</summary>
internal static class NetworkError
{
    /// <param name="error">What the network code threw.</param>
    /// <param name="endpoint">Where the request was going.</param>
    /// <param name="answering">The answer had begun.</param>
    public static OfoxException Of(Exception error, Uri endpoint, bool answering)
    {
        if (Find<OfoxException>(error) is { } own)
        {
            return own;
        }

        if (Find<AuthenticationException>(error) is { } tls)
        {
            return new OfoxException(
                OfoxErrorKind.OfoxConnectionFailed,
                $"No secure connection to {endpoint.Authority}: {tls.Message}",
                error);
        }

        if (answering && Poly.IsPrematureEnd(error))
        {
            return new OfoxException(OfoxErrorKind.OfoxStreamTruncated, "The connection ended in the middle of the answer", error)
            {
                Retryable = true,
            };
        }

        string what = answering ? $"The connection to {endpoint.Authority} broke in the middle of the answer" : $"No connection to {endpoint.Authority}";
        return new OfoxException(OfoxErrorKind.OfoxConnectionFailed, $"{what}: {Reason(error)}", error)
        {
            Retryable = true,
        };
    }

    // The innermost words are the system's own: name not known, connection refused, connection reset.
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
