namespace OfoxPS.Core.Text;

/// <summary>Bytes that servers write as base64, as tolerantly as they are written.</summary>
internal static class Base64Text
{
    private const int LeastData = 256;
    private const int Padding = -1;
    private const int Space = -2;
    private const int Other = -3;

    /// <summary>The bytes of a text.</summary>
    /// <param name="text">
    /// The text: the alphabet of URLs too, with or without padding. What was put together of pieces may have padding in its middle.
    /// </param>
    /// <param name="from">Where the base64 begins.</param>
    /// <returns>Null where it is no base64.</returns>
    public static byte[]? Bytes(string text, int from = 0)
    {
        try
        {
            return Convert.FromBase64String(from == 0 ? text : text.Substring(from));
        }
        catch (FormatException)
        {
            return Tolerant(text, from);
        }
    }

    /// <summary>How many bytes a text has, without making them; 0 where it is no base64.</summary>
    public static long LengthOf(string text, int from)
    {
        long length = 0;
        int count = 0;
        for (int i = from; i < text.Length; i++)
        {
            int value = Value(text[i]);
            count += value >= 0 ? 1 : 0;
            if (value == Other)
            {
                return 0;
            }

            if (count == 4 || (value == Padding && count > 0))
            {
                length += count - 1;
                count = 0;
            }
        }

        return length + Math.Max(count - 1, 0);
    }

    /// <summary>Whether a character is one of base64.</summary>
    public static bool IsOne(char c) => Value(c) >= Padding;

    /// <summary>Whether a text is nothing but base64, and longer than any word: nobody reads it.</summary>
    public static bool IsData(string text)
    {
        if (text.Length < LeastData)
        {
            return false;
        }

        foreach (char c in text)
        {
            if (Value(c) is Space or Other)
            {
                return false;
            }
        }

        return true;
    }

    private static byte[]? Tolerant(string text, int from)
    {
        byte[] bytes = new byte[((text.Length - from) / 4 * 3) + 3];
        int length = 0;
        int bits = 0;
        int count = 0;
        for (int i = from; i < text.Length; i++)
        {
            int value = Value(text[i]);
            if (value >= 0)
            {
                bits = (bits << 6) | value;
                count++;
            }

            if (count == 4 || (value == Padding && count > 0))
            {
                length = Take(bytes, length, bits, count);
                (bits, count) = (0, 0);
            }
            else if (value == Other)
            {
                return null;
            }
        }

        length = Take(bytes, length, bits, count);
        Array.Resize(ref bytes, length);
        return bytes;
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

    // A group of two, three or four characters has one byte less than it has characters.
    private static int Take(byte[] bytes, int length, int bits, int count)
    {
        bits <<= 6 * (4 - count);
        for (int i = 0; i < count - 1; i++)
        {
            bytes[length++] = (byte)(bits >> (16 - (8 * i)));
        }

        return length;
    }
}
