using System.Text;

namespace OfoxPS.Core.Text;

/// <summary>The text that bytes are: in the encoding of their byte order mark, in one that is given, or in UTF-8.</summary>
internal static class TextBytes
{
    private const string Replacement = "\uFFFD";

    // The longer marks first: that of UTF-32 begins with that of UTF-16.
    private static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xFF, 0xFE, 0, 0], new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true)),
        ([0, 0, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true)),
        ([0xEF, 0xBB, 0xBF], new UTF8Encoding(false, throwOnInvalidBytes: true)),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true)),
    ];

    private static Encoding Utf8 => Marks[2].Encoding;

    /// <summary>Reads a text.</summary>
    /// <param name="bytes">All of it, with its byte order mark where it has one, which goes before what is given.</param>
    /// <param name="given">The encoding; null for UTF-8.</param>
    /// <param name="isCut">
    /// It begins or ends in the middle of a character, which is U+FFFD in the text: a log that was divided by size.
    /// </param>
    /// <returns>The text; null where the bytes are none in this encoding.</returns>
    public static string? Read(byte[] bytes, Encoding? given, out bool isCut)
    {
        (byte[]? mark, Encoding? marked) = Array.Find(Marks, each => bytes.AsSpan().StartsWith(each.Mark));
        Encoding encoding = marked ?? Strict(given) ?? Utf8;
        int from = mark?.Length ?? 0;
        isCut = false;
        string? text = Decode(encoding, bytes, from, bytes.Length);
        for (int begin = mark is null ? LostAtBegin(encoding, bytes) : 0; text is null && begin >= 0; begin = begin > 0 ? 0 : -1)
        {
            text = Mended(encoding, bytes, from + begin);
            isCut = text is not null;
        }

        return text?.IndexOf('\0') >= 0 ? null : text;
    }

    /// <summary>
    /// What bytes that are no text in the given encoding, or no UTF-8, seem to be, as the end of a sentence about a file, with what
    /// the user types before the name of an encoding.
    /// </summary>
    public static string Explain(byte[] bytes, string? given, string option = "-Encoding")
    {
        int zeros = bytes.Count(static each => each == 0);
        int evenZeros = bytes.Where(static (each, i) => each == 0 && i % 2 == 0).Count();
        bool isUtf16 = zeros > bytes.Length / 4 && zeros <= (bytes.Length / 2) + 1 && (evenZeros == 0 || evenZeros == zeros);
        int controls = bytes.Count(static each => each is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C or 0x1B));
        return isUtf16 ? $"is UTF-16 without a byte order mark: read it with {option} {(evenZeros > 0 ? "bigendianunicode" : "unicode")}"
            : controls > bytes.Length / 100 ? "is neither text nor an image (PNG, JPEG, GIF, WebP), a document (PDF) or a sound (WAV, MP3)"
            : given is not null ? $"is not text in the encoding {given}"
            : $"is not UTF-8, and has no byte order mark: say its encoding with {option}, as in {option} ansi or {option} 1252";
    }

    private static Encoding? Strict(Encoding? given)
    {
        Encoding? strict = (Encoding?)given?.Clone();
        if (strict is not null)
        {
            strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        }

        return strict;
    }

    private static string? Decode(Encoding encoding, byte[] bytes, int from, int to)
    {
        try
        {
            return encoding.GetString(bytes, from, to - from);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // Without the first bytes, and without as few of the last as will do, where they begin a character.
    private static string? Mended(Encoding encoding, byte[] bytes, int from)
    {
        string begin = from > 0 && !Array.Exists(Marks, mark => bytes.AsSpan(0, from).SequenceEqual(mark.Mark)) ? Replacement
            : string.Empty;
        for (int lost = 0; lost < 4 && from < bytes.Length - lost; lost++)
        {
            if ((lost > 0 || begin.Length > 0) && (lost == 0 || IsBeginning(encoding, bytes, lost))
                && Decode(encoding, bytes, from, bytes.Length - lost) is { } text)
            {
                return begin + text + (lost > 0 ? Replacement : string.Empty);
            }
        }

        return null;
    }

    // Bytes that go on with a character of UTF-8.
    private static int LostAtBegin(Encoding encoding, byte[] bytes) =>
        encoding is UTF8Encoding && Array.FindIndex(bytes, static each => each is < 0x80 or > 0xBF) is > 0 and < 4 and int begin ? begin
            : 0;

    private static bool IsBeginning(Encoding encoding, byte[] bytes, int lost) => encoding switch
    {
        UTF8Encoding => bytes[bytes.Length - lost] is >= 0xC2 and <= 0xF4 and var lead
            && lost < (lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4)
            && bytes.Skip(bytes.Length - lost + 1).All(static each => each is >= 0x80 and <= 0xBF),
        UnicodeEncoding or UTF32Encoding => true,
        _ => false,
    };
}
