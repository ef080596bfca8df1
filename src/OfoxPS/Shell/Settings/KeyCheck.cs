using System.Security;
using OfoxPS.Core.Client;

namespace OfoxPS.Shell.Settings;

/// <summary>Checks that a key is valid in a header. Errors name the place that the key comes from, never the key.</summary>
internal static class KeyCheck
{
    /// <exception cref="OfoxException">There is no key, or it is invalid in a header.</exception>
    public static SecureString Usable(SecureString? key, Setting source)
    {
        if (key is null || key.Length == 0)
        {
            throw new OfoxException(OfoxErrorKind.OfoxMissingApiKey, "There is no API key");
        }

        string text = CredentialsHandler.Unwrap(key);
        string? fault = text.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)) ? "a space or a line break"
            : text.Any(static c => c > '~') ? "a character that is not ASCII"
            : null;
        return fault is null
            ? key
            : throw new OfoxException(
                OfoxErrorKind.OfoxMissingApiKey,
                $"There is no usable API key: the one from {source.Place} holds {fault}");
    }
}
