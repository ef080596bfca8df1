using System.Security;

namespace OfoxPS.Shell.Settings;

/// <summary>Takes a key as people hold it.</summary>
internal static class Secret
{
    // A SecureString holds no more; no key is so long.
    private const int Longest = 65536;

    /// <summary>The key, wrapped; null where the text cannot be one by its length.</summary>
    public static SecureString? Wrap(string text)
    {
        if (text.Trim().Length > Longest)
        {
            return null;
        }

        SecureString secret = new();
        foreach (char c in text.Trim())
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }
}
