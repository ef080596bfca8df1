using System.Security.Cryptography;
using System.Text;

namespace OfoxPS.Core.Files;

/// <summary>SHA-256 as 32 bytes, or as hexadecimal digits in small letters.</summary>
internal static class Sha256
{
    public static byte[] Of(byte[] content)
    {
        using SHA256 hash = SHA256.Create();
        return hash.ComputeHash(content);
    }

    /// <exception cref="FileException">The stream cannot be read.</exception>
    public static byte[] Of(Stream content)
    {
        using SHA256 hash = SHA256.Create();
        try
        {
            return hash.ComputeHash(content);
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            throw FileException.Of(error);
        }
    }

    /// <exception cref="FileException">The stream cannot be read.</exception>
    public static string TextOf(Stream content) => Text(Of(content), 32);

    /// <param name="text">The text, hashed as UTF-8.</param>
    /// <param name="bytes">How many bytes of the hash are wanted, each of them two digits; all unless given.</param>
    public static string TextOf(string text, int bytes = 32) => Text(Of(Encoding.UTF8.GetBytes(text)), bytes);

    private static string Text(byte[] hash, int bytes)
    {
        const string Digits = "0123456789abcdef";
        char[] text = new char[2 * bytes];
        for (int i = 0; i < bytes; i++)
        {
            text[2 * i] = Digits[hash[i] >> 4];
            text[(2 * i) + 1] = Digits[hash[i] & 15];
        }

        return new string(text);
    }
}
