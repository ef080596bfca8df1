using System;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// Reads a chunk of a stream, or a whole answer, that has one choice with text or a finish reason, the tokens and unknown fields: nearly
/// all have. Gives null for any other, which <see cref="TolerantChunkReader"/> reads; both give the same chunk. It makes no document, and
/// what chunks repeat only once: a chunk takes a quarter of the memory and a third of the processor time that it takes there. One for each
/// stream.
/// </summary>
internal sealed class FastChunkReader
{
    // Bytes of JSON from which on the other reader takes over: its buffers do not stay in a thread, and those of this one do.
    private const int Longest = 64 * 1024;

    [ThreadStatic]
    private static FastChunkReader? answers;

    private readonly RepeatedText _id = new();
    private readonly RepeatedText _model = new();
    private readonly RepeatedText _role = new();
    private readonly RawFieldsWriter _rootRest = new();
    private readonly RawFieldsWriter _choiceRest = new();
    private readonly RawFieldsWriter _deltaRest = new();
    private readonly RawFieldsWriter _usageRest = new();
    private readonly bool _isWhole;

    /// <param name="isWhole">Whether an answer comes as one, with a message, and not in pieces.</param>
    public FastChunkReader(bool isWhole = false) => _isWhole = isWhole;

    /// <summary>One for whole answers, which this thread keeps: answers of the same model repeat much.</summary>
    public static FastChunkReader ForAnswers => answers ??= new FastChunkReader(isWhole: true);

    /// <summary>The chunk; null where it is not of the usual form, and where it is no JSON.</summary>
    public ChatChunk? Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > Longest || !Poly.IsUtf8(json))
        {
            return null;
        }

        Utf8JsonReader reader = new(json);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && ReadRoot(ref reader, json) is { } chunk
                && !reader.Read() ? chunk : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or half of a surrogate pair.
            return null;
        }
    }

    private ChatChunk? ReadRoot(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        ChatChunk chunk = new();
        ChatChunkChoice[]? choices = null;
        int seen = 0;
        _rootRest.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int start = (int)reader.TokenStartIndex;
            int field = FastChunkFields.Root(reader.ValueSpan);
            if (!Enter(ref reader, field, ref seen))
            {
                return null;
            }

            bool isNull = reader.TokenType == JsonTokenType.Null;
            switch (field)
            {
                case 1 when IsPlainText(ref reader):
                    chunk.Id = _id.Read(ref reader);
                    break;
                case 2 when IsPlainText(ref reader):
                    chunk.Model = _model.Read(ref reader);
                    break;
                case 4 when reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long created):
                    chunk.Created = JsonRead.UnixTime(created);
                    break;
                case 8 when reader.TokenType == JsonTokenType.StartArray:
                    choices = ReadChoices(ref reader, json);
                    if (choices is null)
                    {
                        return null;
                    }

                    break;
                case 16 when reader.TokenType == JsonTokenType.StartObject:
                    chunk.Usage = ReadUsage(ref reader, json);
                    if (chunk.Usage is null)
                    {
                        return null;
                    }

                    break;
                case 1 or 2 or 4 or 16 when isNull:
                    break;
                case 32 or 128:
                    reader.Skip();
                    break;
                case 0 when AddRest(_rootRest, ref reader, json, start):
                    break;
                default:
                    return null;
            }
        }

        if (choices is null)
        {
            return null;
        }

        chunk.Choices = choices;
        chunk.Fields = LazyFields.Of(_rootRest.ToFields());
        return chunk;
    }

    // Two entries are told apart by more than is read here.
    private ChatChunkChoice[]? ReadChoices(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return [];
        }

        return reader.TokenType == JsonTokenType.StartObject && ReadChoice(ref reader, json) is { } choice && reader.Read()
            && reader.TokenType == JsonTokenType.EndArray
            ? [choice]
            : null;
    }

    private ChatChunkChoice? ReadChoice(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        ChatDelta? delta = null;
        int index = 0;
        string? reason = null;
        int seen = 0;
        _choiceRest.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int start = (int)reader.TokenStartIndex;
            int field = FastChunkFields.Choice(reader.ValueSpan, _isWhole);
            if (!Enter(ref reader, field, ref seen))
            {
                return null;
            }

            switch (field)
            {
                case 1 when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out index) && index >= 0:
                    break;
                case 2 when reader.TokenType == JsonTokenType.StartObject:
                    delta = ReadDelta(ref reader, json);
                    if (delta is null)
                    {
                        return null;
                    }

                    break;
                case 4 when reader.TokenType == JsonTokenType.Null:
                    break;
                case 4 when IsUsualReason(ref reader):
                    reason = reader.GetString();
                    break;
                case 0 when AddRest(_choiceRest, ref reader, json, start):
                    break;
                default:
                    return null;
            }
        }

        return delta is null ? null : new ChatChunkChoice
        {
            Index = index,
            Delta = delta,
            FinishReason = reason,
            IsWhole = _isWhole,
            Fields = LazyFields.Of(_choiceRest.ToFields()),
        };
    }

    private ChatDelta? ReadDelta(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        ChatDelta delta = new();
        bool grows = false;
        int seen = 0;
        _deltaRest.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int start = (int)reader.TokenStartIndex;
            int field = FastChunkFields.Delta(reader.ValueSpan);
            if (!Enter(ref reader, field, ref seen))
            {
                return null;
            }

            switch (field)
            {
                case 1 when reader.TokenType == JsonTokenType.String:
                    delta.Content = reader.GetString();
                    break;
                case 2 when IsPlainText(ref reader):
                    delta.Role = _role.Read(ref reader);
                    break;
                case 1 or 2 or 4 or 8 when reader.TokenType == JsonTokenType.Null:
                    break;
                case 0:
                case 16 when reader.TokenType == JsonTokenType.Null:
                    grows |= reader.TokenType != JsonTokenType.Null;
                    if (!AddRest(_deltaRest, ref reader, json, start))
                    {
                        return null;
                    }

                    break;
                default:
                    return null;
            }
        }

        RawFields? rest = _deltaRest.ToFields();
        if (grows)
        {
            // Reasoning and the like: it is added up at once, and no two pieces are the same.
            delta.AdditionalProperties = rest!.ToFields();
        }
        else
        {
            delta.Fields = LazyFields.Of(rest);
        }

        return delta;
    }

    private Usage? ReadUsage(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        Usage usage = new();
        int seen = 0;
        _usageRest.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int start = (int)reader.TokenStartIndex;
            int field = FastChunkFields.Usage(reader.ValueSpan);
            if (!Enter(ref reader, field, ref seen))
            {
                return null;
            }

            long tokens = 0;
            if (field == 0 ? !AddRest(_usageRest, ref reader, json, start) : reader.TokenType != JsonTokenType.Number
                || !reader.TryGetInt64(out tokens))
            {
                return null;
            }

            switch (field)
            {
                case 1:
                    usage.PromptTokens = tokens;
                    break;
                case 2:
                    usage.CompletionTokens = tokens;
                    break;
                case 4:
                    usage.TotalTokens = tokens;
                    break;
            }
        }

        usage.Fields = LazyFields.Of(_usageRest.ToFields());
        return usage is { PromptTokens: null, CompletionTokens: null } && usage.Fields.Any ? null : usage;
    }

    // From the name of a field to its value; false where the name has come before or holds escapes.
    private static bool Enter(ref Utf8JsonReader reader, int field, ref int seen)
    {
        if ((seen & field) != 0 || IsEscaped(reader.ValueSpan))
        {
            return false;
        }

        seen |= field;
        return reader.Read();
    }

    // False where it holds names with escapes, perhaps: half a character in one is found when the dictionary is made, which is too late.
    private static bool AddRest(RawFieldsWriter rest, ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int start)
    {
        bool isFlat = reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        reader.Skip();
        ReadOnlySpan<byte> field = json.Slice(start, (int)reader.BytesConsumed - start);
        rest.Add(field, isFlat);
        return isFlat || !IsEscaped(field);
    }

    // Which of the others mean that the answer failed is decided elsewhere. There is one in a stream.
    private static bool IsUsualReason(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
        && (reader.ValueTextEquals("stop"u8) || reader.ValueTextEquals("length"u8) || reader.ValueTextEquals("tool_calls"u8));

    private static bool IsPlainText(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String && !IsEscaped(reader.ValueSpan);

    private static bool IsEscaped(ReadOnlySpan<byte> text) => text.IndexOf((byte)'\\') >= 0;
}
