using System.Net.Http.Headers;
using System.Text;

namespace OfoxPS.Core.Client;

/// <summary>
/// Converts a body in another encoding to UTF-8. JSON and events are UTF-8 by their standards, but a server may name another charset, and
/// some name one for everything that they send. The first bytes that the two encodings read differently decide.
/// </summary>
internal sealed class DecodedStream : ReadOnlyStream
{
    private const int BlockSize = 4096;

    private readonly Stream _inner;
    private readonly Encoding _encoding;
    private readonly Decoder _decoder;
    private readonly Encoder _encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetEncoder();
    private readonly byte[] _bytes = new byte[BlockSize];
    private readonly char[] _characters;
    private readonly byte[] _utf8;
    private bool? _isTrue;
    private int _kept;
    private int _at;
    private int _length;
    private bool _hasEnded;

    private DecodedStream(Stream inner, Encoding encoding)
        : base(inner)
    {
        _inner = inner;
        _encoding = encoding;
        _decoder = encoding.GetDecoder();
        _characters = new char[encoding.GetMaxCharCount(BlockSize)];
        _utf8 = new byte[Math.Max(BlockSize, Encoding.UTF8.GetMaxByteCount(_characters.Length + 1))];
    }

    /// <summary>The body in UTF-8: itself, where the server says no other encoding, or one that nobody knows.</summary>
    /// <param name="body">The body.</param>
    /// <param name="type">What the server says that it is.</param>
    public static Stream Of(Stream body, MediaTypeHeaderValue? type)
    {
        string name = type?.CharSet?.Trim('"', '\'', ' ').ToLowerInvariant() ?? string.Empty;
        if (name is "" or "utf-8" or "utf8" or "us-ascii" or "ascii")
        {
            return body;
        }

        // ISO 8859-1 is read as Windows-1252, as browsers do (WHATWG Encoding Standard): it has letters instead of control characters.
        try
        {
            return new DecodedStream(body, Poly.NamedEncoding(name is "iso-8859-1" or "latin1" ? "windows-1252" : name));
        }
        catch (ArgumentException)
        {
            return body;
        }
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        while (_at == _length && !_hasEnded)
        {
            int read = await Poly.ReadAsync(_inner, _bytes, _kept, _bytes.Length - _kept, cancellationToken).ConfigureAwait(false);
            _hasEnded = read == 0;
            Fill(_kept + read);
        }

        int given = Math.Min(count, _length - _at);
        Array.Copy(_utf8, _at, buffer, offset, given);
        _at += given;
        return given;
    }

    // Converts what was read to UTF-8, and keeps the bytes that cannot be decoded yet.
    private void Fill(int total)
    {
        int decided = _isTrue is null ? Decide(total) : total;
        if (_isTrue == true)
        {
            int characters = _decoder.GetChars(_bytes, 0, decided, _characters, 0, _hasEnded);
            _length = _encoder.GetBytes(_characters, 0, characters, _utf8, 0, _hasEnded);
        }
        else
        {
            Array.Copy(_bytes, _utf8, decided);
            _length = decided;
        }

        _at = 0;
        _kept = total - decided;
        Array.Copy(_bytes, decided, _bytes, 0, _kept);
    }

    // How many bytes can be given on. JSON and events begin with two characters of ASCII: in an encoding of wider units one of their bytes
    // is zero.
    private int Decide(int total)
    {
        if (_encoding.GetByteCount("{") > 1)
        {
            bool isKnown = total >= 2 || _hasEnded;
            _isTrue = isKnown ? Array.IndexOf(_bytes, (byte)0, 0, Math.Min(total, 4)) >= 0 || (total >= 2 && _bytes[0] >= 0xFE) : null;
            return isKnown ? total : 0;
        }

        int first = Array.FindIndex(_bytes, 0, total, static one => one >= 0x80);
        if (first < 0)
        {
            return total;
        }

        try
        {
            // The block may end within a character, which is neither valid nor invalid yet.
            Decoder strict = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
            if (strict.GetCharCount(_bytes, first, total - first, _hasEnded) == 0)
            {
                return first;
            }

            _isTrue = false;
        }
        catch (DecoderFallbackException)
        {
            _isTrue = true;
        }

        return total;
    }
}
