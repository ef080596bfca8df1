using System.Collections;
using System.Globalization;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// The only writer of a message as JSON. In a request it writes what the API takes, whatever a model wrote (<see cref="SentForm"/>); in a
/// file or a record it writes the message as it is, so that it can be read again.
/// </summary>
/// <param name="json">What is written to.</param>
/// <param name="media">Writes the field of a name with the bytes of what is sent from here.</param>
internal sealed class MessageWriter(Utf8JsonWriter json, Action<string, ChatMedia> media)
{
    private static readonly HashSet<string> MessageNames = ["role", "content", "name", "tool_calls", "tool_call_id", "refusal"];

    // Fields of an answer that are sent back in another form, or not at all.
    private static readonly HashSet<string> AnswerNames = [.. MessageNames, "audio", "images", .. CitationReader.BesideMessage];

    /// <summary>What stands before the bytes in base64: sound has none, the others are data URLs.</summary>
    public static string DataPrefix(ChatMedia sent) => sent.Kind == MediaKind.Audio ? string.Empty : $"data:{sent.MediaType};base64,";

    /// <summary>Writes a message, which an error can name: as it is, or in the form in which it is sent.</summary>
    public void Write(ChatMessage message, SentForm? form, object what)
    {
        json.WriteStartObject();
        json.WriteString("role", WellFormed.Check(form?.Role ?? message.Role, what));
        bool isAnswer = form is not null && message.Received;
        string? audioId = isAnswer && form!.WithMedia ? AnswerMedia.AudioIdOf(message) : null;
        if (audioId is not null)
        {
            // The server still has the sound and its transcript, and needs its id alone.
            json.WriteStartObject("audio");
            json.WriteString("id", WellFormed.WithoutHalves(audioId));
            json.WriteEndObject();
        }

        if (audioId is null || !string.IsNullOrEmpty(message.ToString()))
        {
            json.WritePropertyName("content");
            WriteContent(message, form, what);
        }

        if (isAnswer && form!.WithMedia && message.Fields["images"] is { } images)
        {
            json.WritePropertyName("images");
            JsonTreeWriter.Write(json, images, what);
        }

        if (message.Name is not null)
        {
            json.WriteString("name", WellFormed.CheckProse(message.Name, $"{what}'s name"));
        }

        if (message.ToolCalls.Length > 0)
        {
            json.WriteStartArray("tool_calls");
            for (int i = 0; i < message.ToolCalls.Length; i++)
            {
                WriteCall(message.ToolCalls[i], i, form, what);
            }

            json.WriteEndArray();
        }

        if (message.ToolCallId is not null)
        {
            json.WriteString("tool_call_id", WellFormed.Check(form?.AnswerId ?? message.ToolCallId, what));
        }

        if (form is null)
        {
            WriteKept(message);
        }

        if (message.Fields.Any && form is null or { WithFields: true })
        {
            WriteRest(message.AdditionalProperties, isAnswer ? AnswerNames : MessageNames, message, skipsNull: isAnswer, what);
        }

        json.WriteEndObject();
    }

    // A request has no refusal: its text is sent as the content.
    private void WriteKept(ChatMessage message)
    {
        if (message.Refusal is not null)
        {
            json.WriteString("refusal", WellFormed.WithoutHalves(message.Refusal));
        }

        if (message.Model is not null)
        {
            json.WriteString("model", WellFormed.WithoutHalves(message.Model));
        }
    }

    // Each name is written once, and a property wins: of two fields of one name some servers take the first and others the last.
    private void WriteRest(IDictionary fields, HashSet<string> known, ChatMessage? message, bool skipsNull, object what)
    {
        foreach (DictionaryEntry field in fields)
        {
            string name = Convert.ToString(field.Key, CultureInfo.InvariantCulture)!;
            bool isTaken = known.Contains(name) && (message is null || name switch
            {
                "name" => message.Name is not null,
                "tool_calls" => message.ToolCalls.Length > 0,
                "tool_call_id" => message.ToolCallId is not null,
                "refusal" => message.Refusal is not null,
                _ => true,
            });
            if (!isTaken && !(skipsNull && field.Value is null))
            {
                json.WritePropertyName(WellFormed.Check(name, what));
                JsonTreeWriter.Write(json, field.Value, what);
            }
        }
    }

    // Content may be null only beside tool calls.
    private void WriteContent(ChatMessage message, SentForm? form, object what)
    {
        bool withThinking = form is null or { WithThinking: true };
        if (message.Content is string or null && withThinking && message.Tagged is not null)
        {
            json.WriteStringValue(WellFormed.WithoutHalves(message.Tagged + message.Content));
            return;
        }

        if (form?.Instructions is { } instructions)
        {
            WriteWith(instructions, message, form.CachedParts, what);
            return;
        }

        switch (message.Content)
        {
            case string when form is { CachedParts: > 0 }:
                break;
            case string text:
                json.WriteStringValue(form is null ? WellFormed.WithoutHalves(text) : Checked(text, message, what));
                return;
            case null:
                JsonTreeWriter.Write(json, form is null || message.ToolCalls.Length > 0 ? null
                    : message.Refusal ?? AnswerMedia.TranscriptOf(message) ?? string.Empty, what);
                return;
        }

        IReadOnlyList<ChatContentPart> parts = message.Parts;
        if (!withThinking && parts.Any(static part => Thinking.IsThinking(part.Type)))
        {
            parts = [.. parts.Where(static part => !Thinking.IsThinking(part.Type))];
            if (parts.All(static part => part.Type == "text" && !part.Fields.Any))
            {
                // Text alone is a string, which every server takes.
                string text = ChatContentPart.TextOf(parts);
                JsonTreeWriter.Write(json, text.Length == 0 && message.ToolCalls.Length > 0 ? null : WellFormed.Check(text, what), what);
                return;
            }
        }

        WriteParts(parts, message, form?.CachedParts ?? 0, what);
    }

    private void WriteParts(IEnumerable<ChatContentPart> parts, ChatMessage message, int cached, object what)
    {
        json.WriteStartArray();
        int number = 0;
        foreach (ChatContentPart part in parts)
        {
            WritePart(part, message, isMarked: ++number == cached, what);
        }

        json.WriteEndArray();
    }

    private void WriteWith(string instructions, ChatMessage message, int cached, object what)
    {
        if (message.Content is string or null && cached == 0)
        {
            json.WriteStringValue(WellFormed.CheckProse($"{instructions}\n\n{message.Content}", what));
            return;
        }

        WriteParts(message.Parts.Prepend(ChatContentPart.FromText(instructions)), message, cached == 0 ? 0 : cached + 1, what);
    }

    // The arguments of a model's call are sent back as they were received.
    private static string Checked(string text, ChatMessage message, object what) =>
        message.Role == "assistant" ? WellFormed.Check(text, what) : WellFormed.CheckProse(text, what);

    private void WritePart(ChatContentPart part, ChatMessage message, bool isMarked, object what)
    {
        json.WriteStartObject();
        json.WriteString("type", WellFormed.Check(part.Type, what));
        if (part.Text is not null)
        {
            json.WriteString("text", Checked(part.Text, message, what));
        }

        // A picture, document or sound of the part replaces a field of the same name.
        string? mediaField = part.Media?.PartType ?? (part.ImageUrl is not null ? "image_url" : null);
        if (mediaField is not null)
        {
            MediaPartWriter.Write(json, media, mediaField, part, what);
        }

        // A cache_control of the user is kept.
        if (isMarked && !(part.Fields.Any && part.AdditionalProperties.Contains("cache_control")))
        {
            json.WriteStartObject("cache_control");
            json.WriteString("type", "ephemeral");
            json.WriteEndObject();
        }

        if (part.Fields.Any)
        {
            HashSet<string> known = ["type", mediaField ?? "type", part.Text is null ? "type" : "text"];
            WriteRest(part.AdditionalProperties, known, null, skipsNull: false, what);
        }

        json.WriteEndObject();
    }

    private void WriteCall(ChatToolCall call, int place, SentForm? form, object what)
    {
        json.WriteStartObject();
        json.WriteString("id", WellFormed.Check(form?.CallIds[place] ?? call.Id, what));
        json.WriteString("type", WellFormed.Check(call.Type, what));

        // A call of another type has its name and input in a field with the name of the type, and is not valid without it.
        if (call.Custom is { } custom)
        {
            json.WritePropertyName(WellFormed.Check(call.Type, what));
            JsonTreeWriter.Write(json, custom, what);
        }
        else
        {
            json.WriteStartObject("function");
            json.WriteString("name", WellFormed.Check(form is null ? call.Name : form.NameOf(call), what));
            json.WriteString("arguments", WellFormed.Check(form is null ? call.ArgumentsJson : SentForm.ArgumentsOf(call), what));
            if (call.FunctionProperties.Count > 0 && form is null or { WithSignatures: true })
            {
                WriteRest(call.FunctionProperties, ["name", "arguments"], null, skipsNull: false, what);
            }

            json.WriteEndObject();
        }

        if (call.Fields.Any && form is null or { WithSignatures: true })
        {
            WriteRest(call.AdditionalProperties, ["id", "type", "function", call.Custom is null ? "function" : call.Type], null,
                skipsNull: false, what);
        }

        json.WriteEndObject();
    }
}
