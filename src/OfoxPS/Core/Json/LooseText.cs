using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace OfoxPS.Core.Json;

/// <summary>The inside of a text in JSON that a model broke: its backslashes, its raw line breaks, its quotes.</summary>
internal static class LooseText
{
    /// <summary>Whether backslashes stand for themselves, because one of them begins no escape of JSON.</summary>
    /// <returns>
    /// Null where some may stand for themselves and others may not: <c>\d\n</c> is a pattern, or a pattern and a line break.
    /// </returns>
    public static bool? Escapes(ReadOnlySpan<byte> text)
    {
        bool hasOther = false;
        bool hasControl = false;
        for (int i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                continue;
            }

            i++;
            hasControl |= IsControl(text, i);
            hasOther |= !IsControl(text, i) && !IsNeutral(text[i]);
        }

        return !hasOther ? false : !hasControl || IsPath(text) ? true : null;
    }

    /// <summary>Writes the text in double quotes, as JSON has it.</summary>
    public static void Write(MemoryStream target, ReadOnlySpan<byte> text, bool isLiteral)
    {
        target.WriteByte((byte)'"');
        if (isLiteral && text.StartsWith("\\\\"u8) && !text.StartsWith("\\\\\\"u8))
        {
            // The beginning of \\server\share, where no backslash is escaped.
            target.WriteByte((byte)'\\');
            target.WriteByte((byte)'\\');
        }

        for (int i = 0; i < text.Length; i++)
        {
            byte next = text[i];
            if (next == '\\' && i + 1 < text.Length)
            {
                next = text[++i];
                if (next == '\'')
                {
                    target.WriteByte(next);
                    continue;
                }

                target.WriteByte((byte)'\\');
                if (isLiteral && !IsNeutral(next))
                {
                    target.WriteByte((byte)'\\');
                }

                target.WriteByte(next);
            }
            else if (next < ' ')
            {
                byte[] escape = Encoding.ASCII.GetBytes("\\u" + ((int)next).ToString("x4", CultureInfo.InvariantCulture));
                target.Write(escape, 0, escape.Length);
            }
            else
            {
                if (next == '"')
                {
                    target.WriteByte((byte)'\\');
                }

                target.WriteByte(next);
            }
        }

        target.WriteByte((byte)'"');
    }

    // An escape that means the same whether or not the other backslashes of the string are literal.
    private static bool IsNeutral(byte escaped) => escaped is (byte)'\\' or (byte)'"' or (byte)'\'' or (byte)'/';

    private static bool IsControl(ReadOnlySpan<byte> text, int at) =>
        text[at] is (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' || (text[at] == 'u' && IsHexadecimal(text, at + 1));

    private static bool IsHexadecimal(ReadOnlySpan<byte> text, int from) =>
        from + 4 <= text.Length && Utf8Parser.TryParse(text.Slice(from, 4), out ushort _, out int digits, 'x') && digits == 4;

    // C:\, \\server, .\ and ..\ begin a path of Windows.
    private static bool IsPath(ReadOnlySpan<byte> text) =>
        text.StartsWith("\\\\"u8) || text.StartsWith(".\\"u8) || text.StartsWith("..\\"u8)
        || (text.Length > 2 && char.IsLetter((char)text[0]) && text[0] < 128 && text[1] == ':' && text[2] == '\\');
}
