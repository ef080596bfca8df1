using System.Collections.Specialized;
using System.Text.Json;

namespace OfoxPS.Core.Json;

/// <summary>Reads pieces of tool calls, or whole ones. One for each stream.</summary>
internal sealed class ToolCallReader
{
    private readonly RawFieldsWriter _callFields = new();
    private readonly RawFieldsWriter _functionFields = new();

    /// <param name="cursor">Stands at the array, or at the one call in its place, and is left at its end.</param>
    /// <param name="isComplete">The calls are complete, so the place in the array tells them apart.</param>
    /// <exception cref="OfoxException">There are more than are accepted.</exception>
    public ChatToolCallDelta[] Read(ref JsonCursor cursor, bool isComplete)
    {
        if (cursor.Type == JsonTokenType.StartObject)
        {
            return [ReadCall(ref cursor, isComplete ? 0 : null)];
        }

        if (cursor.Type != JsonTokenType.StartArray)
        {
            return [];
        }

        List<ChatToolCallDelta> calls = [];
        for (int items = 1; cursor.Next() && cursor.Type != JsonTokenType.EndArray; items++)
        {
            AnswerLimits.CheckCalls(items);
            if (cursor.Type == JsonTokenType.StartObject)
            {
                calls.Add(ReadCall(ref cursor, isComplete ? calls.Count : null));
            }
            else
            {
                cursor.Skip();
            }
        }

        return [.. calls];
    }

    /// <summary>
    /// The call in <c>function_call</c>, of which there is one in a message: a name and arguments; null where it is no object.
    /// </summary>
    public ChatToolCallDelta[]? ReadFunction(ref JsonCursor cursor)
    {
        if (cursor.Type != JsonTokenType.StartObject)
        {
            return null;
        }

        ChatToolCallDelta call = new() { Index = 0 };
        ReadFunction(ref cursor, call);
        return [call];
    }

    private ChatToolCallDelta ReadCall(ref JsonCursor cursor, int? position)
    {
        ChatToolCallDelta call = new() { IsComplete = position is not null };
        JsonCursor flatName = default;
        JsonCursor flatArguments = default;
        bool hasFunction = false;
        bool hasName = false;
        bool hasArguments = false;
        _callFields.Clear();
        while (cursor.NextField(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("index"u8))
            {
                call.Index = (int?)cursor.ToInteger();
            }
            else if (name.SequenceEqual("id"u8))
            {
                call.Id = cursor.ToText();
            }
            else if (name.SequenceEqual("type"u8))
            {
                call.Type = cursor.ToText();
            }
            else if (name.SequenceEqual("function"u8))
            {
                hasFunction = !cursor.IsNull;
                ReadFunction(ref cursor, call);
            }
            else
            {
                if (name.SequenceEqual("name"u8))
                {
                    hasName = !cursor.IsNull;
                    flatName = cursor;
                }
                else if (name.SequenceEqual("arguments"u8))
                {
                    hasArguments = true;
                    flatArguments = cursor;
                }

                cursor.KeepField(_callFields);
            }
        }

        call.Index = position ?? call.Index;
        call.AdditionalProperties = FieldsOf(_callFields);
        if (!hasFunction && hasName)
        {
            // Some servers write name and arguments as fields of the call, without "function".
            call.Name = flatName.ToText();
            call.ArgumentsJson = hasArguments ? flatArguments.ToPieceOrJson() : null;
            call.AdditionalProperties.Remove("name");
            call.AdditionalProperties.Remove("arguments");
        }

        return call;
    }

    // Leaves out a value that is no object. Of two fields with the same name the last counts.
    private void ReadFunction(ref JsonCursor cursor, ChatToolCallDelta call)
    {
        (call.Name, call.ArgumentsJson) = (null, null);
        _functionFields.Clear();
        if (cursor.Type != JsonTokenType.StartObject)
        {
            cursor.Skip();
        }
        else
        {
            while (cursor.NextField(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("name"u8))
                {
                    call.Name = cursor.ToText();
                }
                else if (name.SequenceEqual("arguments"u8))
                {
                    call.ArgumentsJson = cursor.ToPieceOrJson();
                }
                else
                {
                    cursor.KeepField(_functionFields);
                }
            }
        }

        call.FunctionProperties = FieldsOf(_functionFields);
    }

    // Pieces of a call are joined, so their fields are read at once.
    private static OrderedDictionary FieldsOf(RawFieldsWriter fields) => fields.ToFields(isGrowing: true).Value;
}
