using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using OfoxPS.Gateway.Chat;

namespace OfoxPS.Gateway.Validation;

internal static class ResponseFormatCheck
{
    private const string Path = "response_format";

    public static void Check(JsonElement root, IReadOnlyList<JsonElement> messages)
    {
        if (Take.Optional(root, Path) is not { } format)
        {
            return;
        }

        Take.Object(format, Path);
        switch (Take.OneOf(Take.Required(format, "type", $"{Path}.type"), $"{Path}.type", "text", "json_object", "json_schema"))
        {
            case "json_object" when !messages.SelectMany(message => new ChatTurn(message).Texts).Any(SaysJson):
                throw Reject.Value(
                    $"{Path}.type",
                    "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.");
            case "json_schema":
                CheckSchema(Take.Required(format, "json_schema", $"{Path}.json_schema"), $"{Path}.json_schema");
                break;
        }
    }

    private static void CheckSchema(JsonElement json, string path)
    {
        Take.Object(json, path);
        NamePattern.CheckIdentifier(Take.RequiredString(json, "name", $"{path}.name"), $"{path}.name");
        if (Take.Optional(json, "description", nullable: true) is { } description)
        {
            Take.String(description, $"{path}.description");
        }

        bool strict = Take.Optional(json, "strict", nullable: true) is { } flag && Take.Boolean(flag, $"{path}.strict");
        SchemaCheck.CheckRoot(Take.Required(json, "schema", $"{path}.schema"), $"{path}.schema", strict);
    }

    private static bool SaysJson(string text) => text.Contains("json", StringComparison.OrdinalIgnoreCase);
}
