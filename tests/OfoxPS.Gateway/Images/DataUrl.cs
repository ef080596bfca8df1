using System;
using System.Diagnostics.CodeAnalysis;

namespace OfoxPS.Gateway.Images;

internal sealed record DataUrl(string Mime, byte[] Bytes)
{
    private const string Scheme = "data:";
    private const string Encoding = ";base64";

    public static bool IsDataUrl(string url) => url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    public static bool TryParse(string url, [NotNullWhen(true)] out DataUrl? data)
    {
        data = null;
        int comma = url.IndexOf(',', StringComparison.Ordinal);
        if (!IsDataUrl(url) || comma < 0 || !url.AsSpan(0, comma).EndsWith(Encoding, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReadOnlySpan<char> base64 = url.AsSpan(comma + 1);
        byte[] bytes = new byte[base64.Length / 4 * 3];

        // The decoder of .NET allows white space inside; those of real servers do not.
        if (base64.IndexOfAny(" \t\r\n") >= 0 || !Convert.TryFromBase64Chars(base64, bytes, out int written) || written == 0)
        {
            return false;
        }

        data = new DataUrl(url[Scheme.Length..(comma - Encoding.Length)], bytes[..written]);
        return true;
    }
}
