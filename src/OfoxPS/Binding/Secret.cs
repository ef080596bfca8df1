using System.Linq;
using System.Management.Automation;
using System.Security;

namespace OfoxPS.Binding;

/// <summary>Takes a key as people hold it.</summary>
internal static class Secret
{
    /// <exception cref="ArgumentTransformationMetadataException">The text cannot be a key.</exception>
    public static SecureString Wrap(string text)
    {
        string key = text.Trim();
        if (key.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            throw new ArgumentTransformationMetadataException("The API key holds a space or a line break. Give the key alone.");
        }

        SecureString secret = new();
        foreach (char c in key)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }
}
