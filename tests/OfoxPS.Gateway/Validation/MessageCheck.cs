using System.Linq;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

internal static class MessageCheck
{
    public static void Check(JsonElement message, string path)
    {
        Take.Object(message, path);
        string role = Take.OneOf(
            Take.Required(message, "role", $"{path}.role"), $"{path}.role", "system", "developer", "user", "assistant", "tool");
        if (Take.Optional(message, "name", nullable: true) is { } name)
        {
            NamePattern.CheckParticipant(Take.String(name, $"{path}.name"), $"{path}.name");
        }

        bool calls = MessageCallsCheck.Check(message, role, path);
        CheckToolCallId(message, role, path);
        CheckContent(message, role, calls, $"{path}.content");
    }

    private static void CheckToolCallId(JsonElement message, string role, string path)
    {
        path += ".tool_call_id";
        if (role == "tool")
        {
            if (Take.RequiredString(message, "tool_call_id", path).Length == 0)
            {
                throw Reject.Value(path, "'' is too short.");
            }
        }
        else if (Take.Optional(message, "tool_call_id", nullable: true) is not null)
        {
            throw Reject.Value(path, "only a message with role 'tool' has it.");
        }
    }

    private static void CheckContent(JsonElement message, string role, bool calls, string path)
    {
        bool isSound = role == "assistant" && Take.Optional(message, "audio", nullable: true) is { } audio
            && Take.RequiredString(Take.Object(audio, "audio"), "id", "audio.id").Length > 0
            && (audio.EnumerateObject().Count() == 1 ? true : throw Reject.Value("audio", "an assistant's sound is sent by its id alone."));
        bool mayBeNull = role == "assistant" && (calls || isSound || Take.Optional(message, "refusal", nullable: true) is not null);
        JsonElement? content = Take.Optional(message, "content");
        if (mayBeNull && content is null or { ValueKind: JsonValueKind.Null })
        {
            return;
        }

        ContentCheck.Check(content ?? throw Reject.Missing(path), role, path);
    }
}
