using System.Security;

namespace OfoxPS.Binding;

/// <summary>Takes a key as people hold it.</summary>
internal static class Secret
{
    public static SecureString Wrap(string text)
    {
        SecureString secret = new();
        foreach (char c in text.Trim())
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }
}
