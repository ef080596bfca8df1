using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// Reads a chunk of a stream, or a whole answer as one chunk, as tolerantly as servers need it: fields may be missing, null, of another
/// type, repeated or unknown. It reads the bytes once, without a document, and keeps what the next chunk may repeat: one reader for each
/// stream.
/// </summary>
internal sealed class ChunkReader
{
    [ThreadStatic]
    private static ChunkReader? answers;

    private readonly RepeatedText _id = new();
    private readonly RepeatedText _model = new();
    private readonly RawFieldsWriter _chunkFields = new();
    private readonly RawFieldsWriter _choiceFields = new();
    private readonly DeltaReader _delta = new();
    private readonly UsageReader _usage = new();
    private readonly List<ChatChunkChoice> _choices = [];
    private bool _mayBeError;
    private Usage? _choiceUsage;
    private Usage? _groqUsage;

    /// <summary>The reader that this thread keeps for whole answers: those of one model repeat much.</summary>
    public static ChunkReader ForAnswers => answers ??= new ChunkReader();

    /// <param name="json">The JSON in UTF-8.</param>
    /// <param name="limits">How much of the answer is accepted; null for no limit.</param>
    /// <exception cref="JsonException">The bytes are no JSON, or hold more values than are accepted.</exception>
    /// <exception cref="OfoxException">There are more choices or calls than are accepted.</exception>
    public ReceivedChunk Read(ReadOnlySpan<byte> json, AnswerLimits? limits = null) =>
        json.Length <= TolerantJson.Large ? ReadHere(json, limits) : Read((ReadOnlyMemory<byte>)json.ToArray(), limits);

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, AnswerLimits?)"/>
    public ReceivedChunk Read(ReadOnlyMemory<byte> json, AnswerLimits? limits = null) =>
        json.Length <= TolerantJson.Large ? ReadHere(json.Span, limits) : TemporaryThread.Run(() => ReadHere(json.Span, limits));

    private ReceivedChunk ReadHere(ReadOnlySpan<byte> json, AnswerLimits? limits)
    {
        JsonSize.Check(json);
        try
        {
            return ReadRoot(json, limits);
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8, or half of a surrogate pair in a text that is no piece of a longer one.
            return ReadRoot(TolerantJson.Repaired(json), limits);
        }
    }

    private ReceivedChunk ReadRoot(ReadOnlySpan<byte> json, AnswerLimits? limits)
    {
        JsonCursor cursor = new(json);
        if (cursor.Type != JsonTokenType.StartObject)
        {
            cursor.Skip();
            cursor.End();
            return new ReceivedChunk(null, HasChoices: false, MayBeError: true, IsForeign: true);
        }

        ChatChunk chunk = new();
        bool hasChoices = false;
        bool isOfThisApi = false;
        _mayBeError = false;
        _choiceUsage = null;
        _groqUsage = null;
        _chunkFields.Clear();
        while (cursor.NextField(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
            {
                chunk.Id = _id.Read(ref cursor);
            }
            else if (name.SequenceEqual("object"u8))
            {
                isOfThisApi |= cursor.Type == JsonTokenType.String && cursor.Bytes.StartsWith("chat.completion"u8);
                cursor.Skip();
            }
            else if (name.SequenceEqual("created"u8))
            {
                chunk.Created = JsonRead.UnixTime(cursor.ToInteger());
            }
            else if (name.SequenceEqual("model"u8))
            {
                chunk.Model = _model.Read(ref cursor);
            }
            else if (name.SequenceEqual("choices"u8))
            {
                isOfThisApi |= !cursor.IsNull;
                hasChoices = cursor.Type == JsonTokenType.StartArray;
                chunk.Choices = ReadChoices(ref cursor, limits);
            }
            else if (name.SequenceEqual("usage"u8))
            {
                isOfThisApi |= !cursor.IsNull;
                chunk.Usage = _usage.Read(ref cursor);
            }
            else if (name.SequenceEqual("obfuscation"u8))
            {
                cursor.Skip();
            }
            else
            {
                ReadOther(ref cursor, name);
            }
        }

        cursor.End();
        chunk.Usage ??= _groqUsage ?? _choiceUsage;
        chunk.Fields = _chunkFields.ToFields();
        return new ReceivedChunk(chunk, hasChoices, _mayBeError || !hasChoices, !isOfThisApi);
    }

    // Fields that stay in AdditionalProperties, also where something is read from them.
    private void ReadOther(ref JsonCursor cursor, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("error"u8))
        {
            _mayBeError |= !cursor.IsNull;
        }
        else if (name.SequenceEqual("x_groq"u8))
        {
            JsonCursor value = cursor;
            _groqUsage = _usage.ReadGroq(ref value);
        }

        cursor.KeepField(_chunkFields);
    }

    private ChatChunkChoice[] ReadChoices(ref JsonCursor cursor, AnswerLimits? limits)
    {
        _choices.Clear();
        if (cursor.Type != JsonTokenType.StartArray)
        {
            cursor.Skip();
            return [];
        }

        for (int count = 1; cursor.Next() && cursor.Type != JsonTokenType.EndArray; count++)
        {
            limits?.CheckChoices(count);
            if (cursor.Type == JsonTokenType.StartObject)
            {
                _choices.Add(ReadChoice(ref cursor, _choices.Count));
            }
            else
            {
                cursor.Skip();
            }
        }

        ChatChunkChoice[] choices = [.. _choices];
        _choices.Clear();
        KeepApart(choices);
        return choices;
    }

    // Two entries of one array are two answers, whatever index they claim.
    private static void KeepApart(ChatChunkChoice[] choices)
    {
        if (choices.Length > 1 && choices.Select(static choice => choice.Index).Distinct().Count() < choices.Length)
        {
            for (int i = 0; i < choices.Length; i++)
            {
                choices[i].Index = i;
            }
        }
    }

    private ChatChunkChoice ReadChoice(ref JsonCursor cursor, int position)
    {
        ChatChunkChoice choice = new() { Index = position };
        ChatDelta? delta = null;
        ChatDelta? message = null;
        string? text = null;
        bool hasPlace = false;
        _choiceFields.Clear();
        while (cursor.NextField(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("index"u8))
            {
                choice.Index = cursor.ToInteger() is long index and >= 0 and <= int.MaxValue ? (int)index : position;
            }
            else if (name.SequenceEqual("delta"u8))
            {
                hasPlace = true;
                delta = cursor.Type == JsonTokenType.StartObject ? _delta.Read(ref cursor, isComplete: false) : null;
                cursor.Skip();
            }
            else if (name.SequenceEqual("message"u8))
            {
                hasPlace = true;
                message = ReadMessage(ref cursor);
            }
            else if (name.SequenceEqual("finish_reason"u8))
            {
                choice.FinishReason = cursor.ToText() is { Length: > 0 } reason and not "null" ? reason : null;
                _mayBeError |= FinishReasons.IsFailed(choice.FinishReason);
            }
            else
            {
                ReadOther(ref cursor, name, ref text);
            }
        }

        choice.IsComplete = delta is null && message is not null;
        choice.Fields = _choiceFields.ToFields();
        if ((delta ?? message) is { } content)
        {
            choice.Delta = content;
        }
        else if (text is not null)
        {
            // In the older Completions API the text is a field of the choice.
            choice.Delta.Content = text;
            choice.AdditionalProperties.Remove("text");
        }
        else
        {
            choice.IsBare = !hasPlace;
        }

        return choice;
    }

    private ChatDelta? ReadMessage(ref JsonCursor cursor)
    {
        switch (cursor.Type)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.StartObject:
                return _delta.Read(ref cursor, isComplete: true);
            case JsonTokenType.String:
                return new ChatDelta { Content = cursor.ToPiece() };
            default:
                cursor.Skip();
                return new ChatDelta();
        }
    }

    private void ReadOther(ref JsonCursor cursor, ReadOnlySpan<byte> name, ref string? text)
    {
        if (name.SequenceEqual("error"u8))
        {
            _mayBeError |= !cursor.IsNull;
        }
        else if (name.SequenceEqual("text"u8))
        {
            JsonCursor value = cursor;
            text = value.Type == JsonTokenType.String ? value.ToPiece() : null;
        }
        else if (name.SequenceEqual("usage"u8))
        {
            // Moonshot tells it there in a stream.
            JsonCursor value = cursor;
            _choiceUsage = _usage.Read(ref value) ?? _choiceUsage;
        }

        cursor.KeepField(_choiceFields);
    }
}
