using System.Security;

namespace OfoxPS.Shell.Settings;

/// <summary>Makes a SecureString of a key that is text.</summary>
internal static class Secret
{
    // Characters; a SecureString holds no more.
    private const int Longest = 65536;

    /// <summary>The key without surrounding white space; null where the text is too long.</summary>
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
