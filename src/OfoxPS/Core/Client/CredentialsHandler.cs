using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security;

namespace OfoxPS.Core.Client;

/// <summary>
/// Adds the key and the user's headers to a request just before it is sent, and removes them afterwards, so that no other handler and no
/// recorder sees them.
/// </summary>
internal sealed class CredentialsHandler(CallOptions options, HttpMessageHandler inner) : DelegatingHandler(inner)
{
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
        // The user can set Authorization for a server that expects another scheme, or remove it.
        if (options.KeyFailure is { } missing && !options.HasOwnAuthorization)
        {
            throw missing;
        }

        // The key may be empty, for servers that need none.
        request.Headers.Authorization = options.ApiKey.Length > 0 ? new AuthenticationHeaderValue("Bearer", Unwrap(options.ApiKey))
            : null;
        foreach (string name in options.Headers.Keys)
        {
            request.Headers.Remove(name);
            if (options.Headers[name].Length > 0)
            {
                request.Headers.TryAddWithoutValidation(name, options.Headers[name]);
            }
        }

        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.Headers.Authorization = null;
            foreach (string name in options.Headers.Keys)
            {
                request.Headers.Remove(name);
            }
        }
    }
}
