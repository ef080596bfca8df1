using System.Text.Json;

namespace OfoxPS.Core.Json;

/// <summary>A text that every chunk of a stream repeats, such as its id: made once.</summary>
internal sealed class RepeatedText
{
    private byte[] _bytes = [];
    private string? _text = string.Empty;

    /// <summary>The value as <see cref="JsonCursor.ToText"/> gives it.</summary>
    public string? Read(ref JsonCursor cursor)
    {
        if (cursor.Type != JsonTokenType.String || cursor.IsEscaped)
        {
            return cursor.ToText();
        }

        if (!cursor.Bytes.SequenceEqual(_bytes))
        {
            _bytes = cursor.Bytes.ToArray();
            _text = cursor.ToText();
        }

        return _text;
    }
}
