using System;
using System.IO;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.Core.Client;

/// <summary>A body in another encoding than UTF-8, as UTF-8. JSON and events are UTF-8 by their standards, but a server that says otherwise means it.</summary>
internal sealed class DecodedStream : ReadOnlyStream
{
    private const int BlockSize = 4096;

    private readonly Stream _inner;
    private readonly Encoding _encoding;
    private readonly Encoder _encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetEncoder();
    private readonly byte[] _bytes = new byte[BlockSize];
    private readonly char[] _characters;
    private readonly byte[] _utf8;
    private bool? _isWide;
    private Decoder _decoder;
    private int _at;
    private int _length;
    private bool _hasEnded;

    private DecodedStream(Stream inner, Encoding encoding)
        : base(inner)
    {
        _inner = inner;
        _encoding = encoding;
        _decoder = encoding.GetDecoder();
        _characters = new char[Math.Max(encoding.GetMaxCharCount(BlockSize), BlockSize + 1)];
        _utf8 = new byte[Encoding.UTF8.GetMaxByteCount(_characters.Length + 1)];
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

        // Who says ISO 8859-1 means Windows-1252, which has letters where the former has control characters: so browsers read it.
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
            int read = await Poly.ReadAsync(_inner, _bytes, 0, _bytes.Length, cancellationToken).ConfigureAwait(false);
            _hasEnded = read == 0;
            while (_isWide is null && read == 1)
            {
                int more = await Poly.ReadAsync(_inner, _bytes, 1, _bytes.Length - 1, cancellationToken).ConfigureAwait(false);
                (read, _hasEnded) = (read + more, more == 0);
                if (more == 0)
                {
                    break;
                }
            }

            if (_isWide is null && read > 0)
            {
                // A server in front may only claim two bytes for each character: JSON and events begin with one that has a zero in them.
                _isWide = _encoding.GetByteCount("a") > 1;
                _decoder = _isWide == true && Array.IndexOf(_bytes, (byte)0, 0, read) < 0 && !IsMark(_bytes[0]) ? Encoding.UTF8.GetDecoder() : _decoder;
            }

            int characters = _decoder.GetChars(_bytes, 0, read, _characters, 0, _hasEnded);
            _length = _encoder.GetBytes(_characters, 0, characters, _utf8, 0, _hasEnded);
            _at = 0;
        }

        int given = Math.Min(count, _length - _at);
        Array.Copy(_utf8, _at, buffer, offset, given);
        _at += given;
        return given;
    }

    private static bool IsMark(byte first) => first is 0xFE or 0xFF;
}
