using System.Collections.Generic;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

internal static class ContentCheck
{
    public static void Check(JsonElement content, string role, string path)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            // Reads it, because only reading tells a broken surrogate pair.
            content.GetString();
            return;
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            throw Reject.Type(path, "a string or an array of parts", content);
        }

        IReadOnlyList<JsonElement> parts = Take.Array(content, path);
        if (parts.Count == 0)
        {
            throw Reject.Value(path, "[] is too short.");
        }

        for (int i = 0; i < parts.Count; i++)
        {
            CheckPart(parts[i], role, $"{path}[{i}]");
        }
    }

    private static void CheckPart(JsonElement part, string role, string path)
    {
        Take.Object(part, path);
        string type = Take.OneOf(Take.Required(part, "type", $"{path}.type"), $"{path}.type", "text", "image_url", "file", "input_audio");
        if (type == "text")
        {
            Take.RequiredString(part, "text", $"{path}.text");
            return;
        }

        if (role != "user")
        {
            throw Reject.Value($"{path}.type", $"'{type}' is only allowed in messages with role 'user', not '{role}'.");
        }

        JsonElement content = Take.Required(part, type, $"{path}.{type}");
        switch (type)
        {
            case "image_url":
                ImagePartCheck.Check(content, $"{path}.image_url");
                break;
            case "file":
                FilePartCheck.Check(content, $"{path}.file");
                break;
            default:
                AudioPartCheck.Check(content, $"{path}.input_audio");
                break;
        }
    }
}
