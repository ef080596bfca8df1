using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace OfoxPS.Core.Json;

/// <summary>Writes a request as JSON: what was asked, nothing else.</summary>
internal sealed class RequestWriter
{
    private readonly MemoryStream _bytes;
    private readonly Utf8JsonWriter _json;
    private List<(int Offset, ChatMedia Media)>? _media;

    private RequestWriter(JsonBuffer buffer) => (_bytes, _json) = (buffer.Bytes, buffer.Json);

    public static RequestBody Write(ChatRequest request)
    {
        using JsonBuffer buffer = JsonBuffer.Take();
        RequestWriter writer = new(buffer);
        try
        {
            writer.WriteRequest(request);
            writer._json.Flush();
            writer.CheckLength();
        }
        catch (ArgumentException error)
        {
            throw Failure.InvalidArgument($"The request cannot be written as JSON: {error.Message}", error);
        }

        return new RequestBody(buffer.ToBytes(), writer._media ?? []);
    }

    private void WriteRequest(ChatRequest request)
    {
        _json.WriteStartObject();
        if (request.Extra?.Contains("model") != true)
        {
            _json.WriteString("model", WellFormed.Check(request.Model, "-Model"));
        }

        if (request.Extra?.Contains("messages") != true)
        {
            WriteMessages(request);
        }

        Dictionary<string, object?> fields = Fields(request);
        JsonTreeWriter.WriteFields(_json, fields);
        _json.WriteEndObject();
    }

    private void WriteMessages(ChatRequest request)
    {
        MessageWriter writer = new(_json, WriteMedia);
        SentConversation sent = new(request);
        IReadOnlyList<ChatMessage> messages = request.Messages;
        int marked = request is { Shared: { } known, Form.CacheMarks: true } ? known.MarkedMessage(messages) : -1;
        MessageName name = new(messages);
        _json.WriteStartArray("messages");
        for (int i = 0; i < messages.Count; i++)
        {
            name.Index = i;
            if (sent.Next(i) is { } form)
            {
                form.CachedParts = i == marked ? request.Shared!.PartsBeforeMark(messages[i]) : 0;
                writer.Write(request.Shared?.FormOf(messages[i]) ?? messages[i], form, name);
                CheckLength();
            }
        }

        _json.WriteEndArray();
    }

    // Checked after each message, so that a conversation that is too long is refused before memory runs out.
    private void CheckLength()
    {
        long length = _bytes.Length + _json.BytesPending;
        if (length > WellFormed.MaximumLength)
        {
            throw WellFormed.TooLong(length, "The request, attachments not counted,");
        }
    }

    // Written field by field, so that an extra field of the user can replace one of the module's and none is written twice.
    private static Dictionary<string, object?> Fields(ChatRequest request)
    {
        Dictionary<string, object?> fields = new(StringComparer.Ordinal);
        void Add(string name, object? value)
        {
            if (value is not null)
            {
                fields[name] = value;
            }
        }

        Add("temperature", request.Temperature);
        Add(request.Form.MaxCompletionTokens ? "max_completion_tokens" : "max_tokens", request.MaxTokens);
        Add("top_p", request.TopP);
        Add("frequency_penalty", request.FrequencyPenalty);
        Add("presence_penalty", request.PresencePenalty);
        Add("reasoning_effort", request.ReasoningEffort);
        Add("stop", request.Stop.Count > 0 ? request.Stop : null);
        Add("seed", request.Seed);
        if (request.Stream)
        {
            fields["stream"] = true;
            if (request.Form.StreamOptions)
            {
                fields["stream_options"] = new Dictionary<string, object?> { ["include_usage"] = true };
            }
        }

        if (request.Tools.Count > 0)
        {
            fields["tools"] = ToolWriter.ToJsonTree(request.Tools);
        }

        Add("tool_choice", request.ToolChoice);
        Add("response_format", request.ResponseFormat);
        Add("provider", request.Provider);
        Add("prompt_cache_key", request.Form.CacheMarks ? request.Shared?.Key : null);
        if (request.Extra is not null)
        {
            Merge(fields, request.Extra);
        }

        return fields;
    }

    // Null removes a field. An object is merged with the module's, so that a user can change one field of it and keep the others.
    private static void Merge(Dictionary<string, object?> fields, IDictionary extra)
    {
        foreach (DictionaryEntry field in extra)
        {
            string name = Convert.ToString(field.Key, CultureInfo.InvariantCulture)!;
            if (field.Value is null)
            {
                fields.Remove(name);
            }
            else if (field.Value is IDictionary more && fields.TryGetValue(name, out object? ours) && ours is IDictionary known)
            {
                Dictionary<string, object?> merged = [];
                Merge(merged, known);
                Merge(merged, more);
                fields[name] = merged;
            }
            else
            {
                fields[name] = field.Value;
            }
        }
    }

    // Only the place is kept: the bytes are read and encoded while the request is sent.
    private void WriteMedia(string name, ChatMedia media)
    {
        _json.WriteString(name, MessageWriter.DataPrefix(media));
        _json.Flush();
        _media ??= [];
        _media.Add(((int)_bytes.Length - 1, media));
    }
}
