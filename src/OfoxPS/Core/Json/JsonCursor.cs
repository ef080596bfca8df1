using System.Text;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// Reads JSON that a server wrote once from beginning to end, and converts each value to the type that its reader needs. Only a value of
/// another type than the API documents is made a <see cref="JsonElement"/> first.
/// </summary>
internal ref struct JsonCursor
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;
    private int _fieldStart;
    private bool _isNameEscaped;

    /// <param name="json">One JSON value. The cursor stands at its first token.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public JsonCursor(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonTree.MaximumDepth });
        _reader.Read();
    }

    /// <summary>The type of the token.</summary>
    public readonly JsonTokenType Type => _reader.TokenType;

    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    /// <summary>The string as it is written, in UTF-8: its text where <see cref="IsEscaped"/> is false.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _reader.ValueSpan;

    /// <summary>Whether the string holds escapes.</summary>
    public readonly bool IsEscaped => _reader.ValueIsEscaped;

    /// <summary>Goes to the next token.</summary>
    public bool Next() => _reader.Read();

    /// <summary>Goes to the value of the next field of an object; false at the object's end.</summary>
    /// <param name="name">The name of the field, without escapes.</param>
    public bool NextField(out ReadOnlySpan<byte> name)
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.PropertyName)
        {
            name = default;
            return false;
        }

        _fieldStart = (int)_reader.TokenStartIndex;
        _isNameEscaped = _reader.ValueIsEscaped;
        name = _isNameEscaped ? Encoding.UTF8.GetBytes(_reader.GetString()!) : _reader.ValueSpan;
        return _reader.Read();
    }

    /// <summary>Goes to the end of the JSON, of which all has been read.</summary>
    /// <exception cref="JsonException">Something follows the value.</exception>
    /// <exception cref="InvalidOperationException">It is not UTF-8.</exception>
    public void End()
    {
        _reader.Read();
        if (!Poly.IsUtf8(_json))
        {
            throw new InvalidOperationException();
        }
    }

    /// <summary>Goes over the value to its last token.</summary>
    public void Skip() => _reader.Skip();

    /// <summary>The value as a tree, which does not need the JSON any more. Goes to its last token.</summary>
    public JsonElement ToElement() => JsonElement.ParseValue(ref _reader);

    /// <summary>A string, or a number or boolean as text; null for anything else. Goes to the value's last token.</summary>
    /// <exception cref="InvalidOperationException">It holds half of a surrogate pair.</exception>
    public string? ToText() => Type switch
    {
        JsonTokenType.String => _reader.GetString(),
        JsonTokenType.Null => null,
        _ => JsonRead.Text(ToElement()),
    };

    /// <summary>A piece of a text, which may begin or end with half of a surrogate pair; else as <see cref="ToText"/>.</summary>
    public string? ToPiece()
    {
        if (Type != JsonTokenType.String)
        {
            return ToText();
        }

        try
        {
            return _reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return JsonTree.Piece(ToElement());
        }
    }

    /// <summary>A piece of a text as <see cref="ToPiece"/> gives it; any other value as its JSON, and null for null.</summary>
    public string? ToPieceOrJson() => Type is JsonTokenType.String or JsonTokenType.Null ? ToPiece() : ToElement().GetRawText();

    /// <summary>A whole number, however it is written; null for anything else. Goes to the value's last token.</summary>
    public long? ToInteger() => Type switch
    {
        JsonTokenType.Number when _reader.TryGetInt64(out long number) => number,
        JsonTokenType.Null => null,
        _ => JsonRead.Integer(ToElement()),
    };

    /// <summary>Keeps the field at whose value the cursor stands as it is written. Goes to the value's last token.</summary>
    public void KeepField(RawFieldsWriter fields)
    {
        bool isFlat = Type is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        _reader.Skip();
        fields.Add(_json.Slice(_fieldStart, (int)_reader.BytesConsumed - _fieldStart), isFlat, _isNameEscaped);
    }
}
