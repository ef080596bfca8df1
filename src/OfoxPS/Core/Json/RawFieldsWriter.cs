using System;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// Gathers the fields without a property of one kind of object in a stream. Where they are the same as the last time, so is what it gives.
/// </summary>
internal sealed class RawFieldsWriter
{
    private byte[] _buffer = new byte[128];
    private int _length;
    private bool _isFlat;
    private RawFields? _last;

    /// <summary>Forgets what was gathered.</summary>
    public void Clear()
    {
        _length = 0;
        _isFlat = true;
    }

    /// <summary>Gathers a field.</summary>
    /// <param name="field">Its name and its value, as they came.</param>
    /// <param name="isFlat">Whether the value is neither an object nor a list.</param>
    public void Add(ReadOnlySpan<byte> field, bool isFlat)
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
    }

    /// <summary>What was gathered; null if nothing.</summary>
    public RawFields? ToFields()
    {
        if (_length == 0)
        {
            return null;
        }

        _buffer[_length] = (byte)'}';
        ReadOnlySpan<byte> json = _buffer.AsSpan(0, _length + 1);
        return _last is { } last && json.SequenceEqual(last.Json) ? last : _last = new RawFields(json.ToArray(), _isFlat);
    }
}
