namespace OfoxPS.Core.Json;

/// <summary>Reads the message of a choice, or the piece of it that a chunk brings. One for each stream.</summary>
internal sealed class DeltaReader
{
    private readonly RepeatedText _role = new();
    private readonly RawFieldsWriter _fields = new();
    private ToolCallReader? _calls;

    /// <param name="cursor">Stands at the beginning of the object, and is left at its end.</param>
    /// <param name="isComplete">Whether it is the whole message, in which the place of a tool call tells it apart.</param>
    /// <exception cref="OfoxException">There are more calls than are accepted.</exception>
    public ChatDelta Read(ref JsonCursor cursor, bool isComplete)
    {
        ChatDelta delta = new();
        ChatToolCallDelta[]? function = null;
        bool grows = false;
        _fields.Clear();
        while (cursor.NextField(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("content"u8))
            {
                ContentReader.Read(ref cursor, delta);
            }
            else if (name.SequenceEqual("role"u8))
            {
                delta.Role = _role.Read(ref cursor);
            }
            else if (name.SequenceEqual("refusal"u8))
            {
                delta.Refusal = cursor.ToPiece() ?? delta.Refusal;
            }
            else if (name.SequenceEqual("tool_calls"u8))
            {
                delta.ToolCalls = (_calls ??= new()).Read(ref cursor, isComplete);
            }
            else
            {
                if (name.SequenceEqual("function_call"u8))
                {
                    JsonCursor value = cursor;
                    function = (_calls ??= new()).ReadFunction(ref value);
                }

                grows |= !cursor.IsNull;
                cursor.KeepField(_fields);
            }
        }

        // Fields with a value, such as reasoning, are pieces of a text: read at once, since the next chunk does not repeat them.
        delta.Fields = _fields.ToFields(isGrowing: grows);
        if (delta.ToolCalls.Length == 0 && function is not null)
        {
            // function_call is the field that tool_calls has replaced in the API.
            delta.ToolCalls = function;
            delta.AdditionalProperties.Remove("function_call");
        }

        return delta;
    }
}
