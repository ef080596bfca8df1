using System;
using System.Text.Json;

namespace OfoxPS.Core.Json;

/// <summary>A text that every chunk of a stream repeats, such as its id: made once.</summary>
internal sealed class RepeatedText
{
    private byte[] _bytes = [];
    private string _text = string.Empty;

    /// <summary>The text of the token that a reader stands at, which holds no escapes.</summary>
    public string Read(ref Utf8JsonReader reader)
    {
        if (!reader.ValueSpan.SequenceEqual(_bytes))
        {
            _bytes = reader.ValueSpan.ToArray();
            _text = reader.GetString()!;
        }

        return _text;
    }
}
