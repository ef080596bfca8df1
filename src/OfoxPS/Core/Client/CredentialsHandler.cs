using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.Core.Client;

/// <summary>
/// Writes the key and the user's own headers, last before the socket, and takes them off again:
/// no other part of the chain, and nothing that keeps a request, ever sees them.
/// </summary>
internal sealed class CredentialsHandler : DelegatingHandler
{
    private readonly CallOptions _options;

    public CredentialsHandler(CallOptions options, HttpMessageHandler inner)
        : base(inner) => _options = options;

    public static string Unwrap(SecureString secret)
    {
        IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(text, secret.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A server that wants its key elsewhere is given another header, and this one as it says, or not at all.
        if (_options.KeyFailure is { } missing && !_options.HasOwnAuthorization)
        {
            throw missing;
        }

        // Where no key is needed, there may be none.
        request.Headers.Authorization = _options.ApiKey.Length > 0 ? new AuthenticationHeaderValue("Bearer", Unwrap(_options.ApiKey))
            : null;
        foreach (string name in _options.Headers.Keys)
        {
            request.Headers.Remove(name);
            if (_options.Headers[name].Length > 0)
            {
                request.Headers.TryAddWithoutValidation(name, _options.Headers[name]);
            }
        }

        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.Headers.Authorization = null;
            foreach (string name in _options.Headers.Keys)
            {
                request.Headers.Remove(name);
            }
        }
    }
}
