namespace OfoxPS.Core.Text;

/// <summary>Bytes that servers write as base64, as tolerantly as they are written.</summary>
internal static class Base64Text
{
    private const int LeastData = 256;
    private const int Padding = -1;
    private const int Space = -2;
    private const int Other = -3;

    /// <summary>
    /// The bytes of a text, from a place on: the alphabet of URLs too, with or without padding. What was put together of pieces may have
    /// padding in its middle. Null where it is no base64.
    /// </summary>
    public static byte[]? Bytes(string text, int from = 0)
    {
        try
        {
            return Convert.FromBase64String(from == 0 ? text : text.Substring(from));
        }
        catch (FormatException)
        {
            byte[] bytes = new byte[((text.Length - from) / 4 * 3) + 3];
            int length = Decode(text, from, bytes);
            Array.Resize(ref bytes, Math.Max(length, 0));
            return length < 0 ? null : bytes;
        }
    }

    /// <summary>How many bytes a text has, without making them; 0 where it is no base64.</summary>
    public static long LengthOf(string text, int from) => Math.Max(Decode(text, from, null), 0);

    /// <summary>Whether a character is one of base64.</summary>
    public static bool IsOne(char c) => Value(c) >= Padding;

    /// <summary>Whether a text is nothing but base64, and longer than any word: nobody reads it.</summary>
    public static bool IsData(string text) => text.Length >= LeastData && text.All(IsOne);

    // The number of bytes, which are written where there is a place for them; -1 where the text is no base64.
    private static int Decode(string text, int from, byte[]? target)
    {
        int length = 0;
        int bits = 0;
        int count = 0;
        for (int i = from; i <= text.Length; i++)
        {
            int value = i == text.Length ? Padding : Value(text[i]);
            if (value == Other)
            {
                return -1;
            }

            if (value >= 0)
            {
                bits = (bits << 6) | value;
                count++;
            }

            if (count == 4 || (value == Padding && count > 0))
            {
                // A group of two, three or four characters has one byte less than it has characters.
                bits <<= 6 * (4 - count);
                for (int shift = 16; count > 1; count--, shift -= 8)
                {
                    if (target is not null)
                    {
                        target[length] = (byte)(bits >> shift);
                    }

                    length++;
                }

                (bits, count) = (0, 0);
            }
        }

        return length;
    }

    private static int Value(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' or '-' => 62,
        '/' or '_' => 63,
        '=' => Padding,
        ' ' or '\t' or '\r' or '\n' => Space,
        _ => Other,
    };
}
