using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// Collects the fields without a property of one kind of object in a stream. Where the last object had the same fields, it returns the
/// same <see cref="RawFields"/>.
/// </summary>
internal sealed class RawFieldsWriter
{
    private const int FirstSize = 128;

    // In bytes. A larger buffer is dropped, because a thread keeps the reader of whole answers.
    private const int LargestKept = 64 * 1024;

    private byte[] _buffer = new byte[FirstSize];
    private int _length;
    private bool _isFlat;
    private bool _isEscaped;
    private RawFields? _last;

    /// <summary>Forgets what was gathered.</summary>
    public void Clear()
    {
        if (_buffer.Length > LargestKept)
        {
            (_buffer, _last) = (new byte[FirstSize], null);
        }

        _length = 0;
        _isFlat = true;
        _isEscaped = false;
    }

    /// <summary>Gathers a field.</summary>
    /// <param name="field">Its name and its value, as they came.</param>
    /// <param name="isFlat">Whether the value is neither an object nor a list.</param>
    /// <param name="isEscaped">Whether the name holds escapes.</param>
    public void Add(ReadOnlySpan<byte> field, bool isFlat, bool isEscaped)
    {
        int needed = _length + field.Length + 2;
        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length * 2));
        }

        _buffer[_length] = _length == 0 ? (byte)'{' : (byte)',';
        field.CopyTo(_buffer.AsSpan(_length + 1));
        _length += field.Length + 1;
        _isFlat &= isFlat;
        _isEscaped |= isEscaped || (!isFlat && field.IndexOf((byte)'\\') >= 0);
    }

    /// <summary>What was gathered.</summary>
    /// <param name="isGrowing">Whether the values are pieces that are added up, so that no two are the same.</param>
    /// <exception cref="InvalidOperationException">A name holds half of a surrogate pair.</exception>
    public LazyFields ToFields(bool isGrowing = false)
    {
        if (_length == 0)
        {
            return default;
        }

        _buffer[_length] = (byte)'}';
        ReadOnlyMemory<byte> json = _buffer.AsMemory(0, _length + 1);
        if (isGrowing || _isEscaped)
        {
            return LazyFields.Of(RawFields.Parse(json));
        }

        if (!(_last is { } last && json.Span.SequenceEqual(last.Json)))
        {
            _last = new RawFields(json.ToArray(), _isFlat);
        }

        return LazyFields.Of(_last);
    }
}
