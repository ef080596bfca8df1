using System.Text;

namespace OfoxPS.Core.Text;

/// <summary>
/// A format of pictures, documents and sound, recognised by its first bytes, since the name of a file can be wrong. The table has all that
/// are known.
/// </summary>
/// <param name="MediaType">The media type, such as image/png.</param>
/// <param name="Kind">What it is for a model; null for what models do not take at all.</param>
/// <param name="Name">Its name in a sentence, with its article.</param>
/// <param name="Extensions">The extensions of its files, the usual one first, with the dot.</param>
/// <param name="Matches">Whether bytes begin as such a file does.</param>
/// <param name="WayOut">What to do where it is not sent; null where it is.</param>
internal sealed record MediaFormat(
    string MediaType, MediaKind? Kind, string Name, string[] Extensions, MediaFormat.Test Matches, string? WayOut = null)
{
    /// <summary>As many bytes as <see cref="Of"/> looks at.</summary>
    public const int HeaderLength = 16;

    /// <summary>The names of the formats that are sent.</summary>
    public const string SentNames = "PNG, JPEG, GIF, WebP, PDF, WAV or MP3";

    private const string ToPicture = "convert it to PNG or JPEG";
    private const string ToSound = "convert it to WAV or MP3, with ffmpeg for example";
    private const string ToPdf = "save a document of Office as PDF, and expand an archive (Expand-Archive)";

    // The formats that are sent come first, because most files have one of them.
    private static readonly MediaFormat[] All =
    [
        new("image/png", MediaKind.Image, "a PNG picture", [".png"], static bytes =>
            bytes.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
        new("image/jpeg", MediaKind.Image, "a JPEG picture", [".jpg", ".jpeg"], static bytes => bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF])),
        new("image/gif", MediaKind.Image, "a GIF picture", [".gif"], static bytes =>
            bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)),
        new("image/webp", MediaKind.Image, "a WebP picture", [".webp"], static bytes => IsRiff(bytes, "WEBP"u8)),
        new("application/pdf", MediaKind.Document, "a PDF document", [".pdf"], IsPdf),
        new("audio/wav", MediaKind.Audio, "a WAV sound", [".wav"], static bytes => IsRiff(bytes, "WAVE"u8)),
        new("audio/mpeg", MediaKind.Audio, "an MP3 sound", [".mp3"], IsMp3),
        new("audio/flac", MediaKind.Audio, "a FLAC sound", [".flac"], static bytes =>
            bytes.StartsWith("fLaC"u8) && bytes.Length > 4 && (bytes[4] & 0x7F) == 0, ToSound),
        new("audio/ogg", MediaKind.Audio, "an Ogg sound", [".ogg", ".opus"], static bytes => bytes.StartsWith("OggS\0"u8), ToSound),
        new("audio/mp4", MediaKind.Audio, "an MPEG-4 sound", [".m4a"], static bytes => IsMovie(bytes, "M4A"u8), ToSound),
        new("audio/aac", MediaKind.Audio, "an AAC sound", [".aac"], static bytes =>
            bytes.Length > 1 && bytes[0] == 0xFF && (bytes[1] & 0xF6) == 0xF0, ToSound),
        new("image/heic", MediaKind.Image, "a HEIC picture", [".heic"], static bytes =>
            IsMovie(bytes, "hei"u8) || IsMovie(bytes, "mif1"u8), ToPicture),
        new("image/avif", MediaKind.Image, "an AVIF picture", [".avif"], static bytes => IsMovie(bytes, "avif"u8), ToPicture),
        new("image/tiff", MediaKind.Image, "a TIFF picture", [".tif", ".tiff"], static bytes =>
            bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8), ToPicture),
        new("image/bmp", MediaKind.Image, "a BMP picture", [".bmp"], static bytes =>
            bytes.StartsWith("BM"u8) && bytes.Length > 9 && bytes.Slice(6, 4).SequenceEqual("\0\0\0\0"u8), ToPicture),
        new("video/mp4", null, "a video", [".mp4"], static bytes =>
            IsMovie(bytes, []), "take pictures or the sound out of it, with ffmpeg for example"),
        new("application/zip", null, "a ZIP archive or a document of Office", [".zip"], static bytes =>
            bytes.StartsWith("PK\x03\x04"u8), ToPdf),
        new("application/x-ole-storage", null, "a document of an old Office", [".doc"], static bytes =>
            bytes.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]), ToPdf),
        new("application/gzip", null, "a gzip archive", [".gz"], static bytes => bytes.StartsWith<byte>([0x1F, 0x8B, 0x08]), "expand it"),
    ];

    /// <summary>Whether bytes begin as a file of a format does.</summary>
    public delegate bool Test(ReadOnlySpan<byte> bytes);

    /// <summary>Models take it as it is.</summary>
    public bool IsSent => WayOut is null;

    /// <summary>The extension that its files usually have.</summary>
    public string Extension => Extensions[0];

    /// <summary>The format that bytes begin as; null where none is known.</summary>
    public static MediaFormat? Of(ReadOnlySpan<byte> bytes)
    {
        foreach (MediaFormat format in All)
        {
            if (format.Matches(bytes))
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>The format that bytes begin as, where it is sent; null for anything else.</summary>
    public static MediaFormat? OfSent(ReadOnlySpan<byte> bytes) => Of(bytes) is { IsSent: true } format ? format : null;

    /// <summary>The format of a media type; null where it is not known.</summary>
    public static MediaFormat? OfType(string? mediaType) =>
        Array.Find(All, format => format.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The format that a file is named as, where it is sent; null for other names. What the file holds is another question.
    /// </summary>
    public static MediaFormat? OfName(string path) =>
        Array.Find(All, format =>
            format.IsSent && format.Extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether bytes begin as an HTML page does: what a download that failed leaves under the name of a picture.</summary>
    public static bool IsHtml(ReadOnlySpan<byte> bytes)
    {
        string begin = Encoding.ASCII.GetString(bytes.Slice(0, Math.Min(bytes.Length, HeaderLength)).ToArray()).TrimStart(
            '?', ' ', '\r', '\n', '\t');
        return begin.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            || begin.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What bytes of no known format are, in a file or in none, and what to do, as the end of a sentence.</summary>
    public static string Explain(ReadOnlySpan<byte> bytes, string? path)
    {
        bool isText = true;
        foreach (byte one in bytes.Slice(0, Math.Min(bytes.Length, HeaderLength)))
        {
            isText &= one is >= 0x20 or (byte)'\t' or (byte)'\r' or (byte)'\n';
        }

        return IsHtml(bytes) ? "it holds an HTML page, as a download that failed leaves it"
            : isText && path is not null
                ? $"it holds text, which is sent where the file is piped: Get-Item '{path.Replace("'", "''")}' | ofox '...'"
            : isText ? "it is text, which is sent where it is piped"
            : $"its bytes are not {SentNames}";
    }

    private static bool IsRiff(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> form) =>
        bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes.Slice(8, 4).SequenceEqual(form);

    // HEIF and MPEG-4: the length of the first box, then ftyp and the brand.
    private static bool IsMovie(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> brand) =>
        bytes.Length >= 12 && bytes.Slice(4, 4).SequenceEqual("ftyp"u8) && bytes.Slice(8).StartsWith(brand);

    // A byte order mark and line breaks may stand before it; a digit follows, as no prose about PDF begins.
    private static bool IsPdf(ReadOnlySpan<byte> bytes)
    {
        int at = bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? 3 : 0;
        while (at < bytes.Length && bytes[at] is (byte)'\r' or (byte)'\n' or (byte)' ')
        {
            at++;
        }

        ReadOnlySpan<byte> rest = bytes.Slice(at);
        return rest.StartsWith("%PDF-"u8) && rest.Length > 5 && rest[5] is >= (byte)'0' and <= (byte)'9';
    }

    // Tags, or the first frame: a version and a layer that exist, a bit rate and a sampling rate that do.
    private static bool IsMp3(ReadOnlySpan<byte> bytes) =>
        (bytes.StartsWith("ID3"u8) && bytes.Length > 3 && bytes[3] < 0x10)
        || (bytes.Length > 2 && bytes[0] == 0xFF && (bytes[1] & 0xE6) == 0xE2 && (bytes[1] & 0x18) != 0x08
            && (bytes[2] & 0xF0) is not (0xF0 or 0) && (bytes[2] & 0x0C) != 0x0C);
}
