using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace OfoxPS.Core.Json;

/// <summary>Writes a request as JSON: what was asked, nothing else.</summary>
internal sealed class RequestWriter
{
    private readonly MemoryStream _bytes;
    private readonly Utf8JsonWriter _json;
    private List<(int Offset, ChatImage Image)>? _images;

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

        return new RequestBody(buffer.ToBytes(), writer._images ?? []);
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
            WriteMessages(request.Messages);
        }

        Dictionary<string, object?> fields = Fields(request);
        JsonTreeWriter.WriteFields(_json, fields);
        _json.WriteEndObject();
    }

    private void WriteMessages(IReadOnlyList<ChatMessage> messages)
    {
        _json.WriteStartArray("messages");
        for (int i = 0; i < messages.Count; i++)
        {
            string what = messages.Count == 1 ? $"The {messages[i].Role} message" : $"Message {i + 1} of {messages.Count} ({messages[i].Role})";
            WriteMessage(messages[i], SendsReasoning(messages, i), what);
            CheckLength();
        }

        _json.WriteEndArray();
    }

    // After each message, so that many long ones end here and not where memory does.
    private void CheckLength()
    {
        long length = _bytes.Length + _json.BytesPending;
        if (length > WellFormed.MaximumLength)
        {
            throw WellFormed.TooLong(length, "The request, images not counted,");
        }
    }

    // Field by field rather than in one object, so that an extra field can replace one of ours and none is written twice.
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
        Add("max_tokens", request.MaxTokens);
        Add("top_p", request.TopP);
        Add("frequency_penalty", request.FrequencyPenalty);
        Add("presence_penalty", request.PresencePenalty);
        if (request.Stream)
        {
            fields["stream"] = true;
            fields["stream_options"] = new Dictionary<string, object?> { ["include_usage"] = true };
        }

        if (request.Tools.Count > 0)
        {
            fields["tools"] = ToolWriter.ToJsonTree(request.Tools);
        }

        Add("tool_choice", request.ToolChoice);
        Add("response_format", request.ResponseFormat);
        Add("provider", request.Provider);
        if (request.Extra is not null)
        {
            foreach (DictionaryEntry extra in request.Extra)
            {
                fields[(string)extra.Key] = extra.Value;
            }
        }

        return fields;
    }

    private void WriteMessage(ChatMessage message, bool withReasoning, string what)
    {
        _json.WriteStartObject();
        _json.WriteString("role", WellFormed.Check(message.Role, what));
        _json.WritePropertyName("content");
        WriteContent(message, what);

        if (message.Name is not null)
        {
            _json.WriteString("name", WellFormed.CheckProse(message.Name, $"{what}'s name"));
        }

        if (message.ToolCalls.Length > 0)
        {
            _json.WritePropertyName("tool_calls");
            JsonTreeWriter.Write(_json, ToolWriter.ToJsonTree(message.ToolCalls), what);
        }

        if (message.ToolCallId is not null)
        {
            _json.WriteString("tool_call_id", WellFormed.Check(message.ToolCallId, what));
        }

        if ((!message.Received || withReasoning) && message.Fields.Any)
        {
            JsonTreeWriter.WriteFields(_json, message.AdditionalProperties, what);
        }

        _json.WriteEndObject();
    }

    // Servers that send reasoning want it back unchanged while their tool calls are being answered, and not after that.
    private static bool SendsReasoning(IReadOnlyList<ChatMessage> messages, int index)
    {
        if (messages[index].ToolCalls.Length == 0)
        {
            return false;
        }

        for (int i = index + 1; i < messages.Count; i++)
        {
            if (messages[i].Role == "user")
            {
                return false;
            }
        }

        return true;
    }

    // Content may be null only beside tool calls.
    private void WriteContent(ChatMessage message, string what)
    {
        if (message.Content is string text)
        {
            _json.WriteStringValue(Checked(text, message, what));
            return;
        }

        if (message.Content is null)
        {
            JsonTreeWriter.Write(_json, message.ToolCalls.Length > 0 ? null : message.Refusal ?? string.Empty, what);
            return;
        }

        _json.WriteStartArray();
        foreach (ChatContentPart part in message.Parts)
        {
            WritePart(part, message, what);
        }

        _json.WriteEndArray();
    }

    // A model's own words go back as they came.
    private static string Checked(string text, ChatMessage message, string what) =>
        message.Role == "assistant" ? WellFormed.Check(text, what) : WellFormed.CheckProse(text, what);

    private void WritePart(ChatContentPart part, ChatMessage message, string what)
    {
        _json.WriteStartObject();
        _json.WriteString("type", WellFormed.Check(part.Type, what));
        if (part.Text is not null)
        {
            _json.WriteString("text", Checked(part.Text, message, what));
        }

        if (part.Image is not null || part.ImageUrl is not null)
        {
            WriteImage(part, what);
        }

        if (part.Fields.Any)
        {
            JsonTreeWriter.WriteFields(_json, part.AdditionalProperties, what);
        }

        _json.WriteEndObject();
    }

    private void WriteImage(ChatContentPart part, string what)
    {
        _json.WriteStartObject("image_url");
        if (part.Image is null)
        {
            _json.WriteString("url", WellFormed.CheckProse(part.ImageUrl!, $"The URL of an image in {what}"));
        }
        else
        {
            _json.WriteString("url", $"data:{part.Image.MediaType};base64,");
            _json.Flush();
            _images ??= [];
            _images.Add(((int)_bytes.Length - 1, part.Image));
        }

        if (part.Detail is not null)
        {
            _json.WriteString("detail", WellFormed.CheckProse(part.Detail, $"The detail of an image in {what}"));
        }

        _json.WriteEndObject();
    }
}
