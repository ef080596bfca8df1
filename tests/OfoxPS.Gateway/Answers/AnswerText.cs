using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Http;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Answers;

internal static partial class AnswerText
{
    private const string Story =
        "Once upon a time a small fox lived at the edge of a quiet forest.\n" +
        "Every evening it listened to the wind, which carried words from far away.\n" +
        "One night the fox answered, and the wind came back with a friend.\n" +
        "From then on the two of them told each other everything they saw,\n" +
        "and the forest was never quite so quiet again. The end.";

    public static string Compose(ChatCall call, ModelReference model) => call switch
    {
        _ when SayDirectives.Read(call) is { } said => said,
        _ when call.Turns[^1].Role == "tool" => string.Join('\n', ToolResults.Of(call).Select(result => $"{result.Name} answered: {result.Content}")),
        { ResponseFormat: "json_schema" } => WireJson.Text(new SchemaInstance(call.ResponseSchema, optionalToo: true).Create()!),
        { ResponseFormat: "json_object" } => WireJson.Text(new JsonObject { ["echo"] = UserText.Echo(call.LastUser) }),
        _ when model.Options.Chunks is { } chunks => string.Join(' ', Enumerable.Range(1, chunks).Select(i => $"word{i}")),
        _ when call.LastUser is { } user && StoryWord().IsMatch(user.Text) => Story,
        _ => Echo(call),
    };

    private static string Echo(ChatCall call)
    {
        string system = string.Join('\n', call.Turns.Where(turn => turn.Role == "system").Select(turn => turn.Text));
        int users = call.Turns.Count(turn => turn.Role == "user");
        IEnumerable<string?> lines =
        [
            call.Turns.Any(turn => turn.Role == "system") ? $"[system: {system}]" : null,
            call.LastUser?.Name is { } name ? $"[name: {name}]" : null,
            UserText.Echo(call.LastUser),
            users > 1 ? $"[turns: {users}]" : null,
        ];
        return string.Join('\n', lines.Where(line => line is not null));
    }

    [GeneratedRegex(@"\bstory\b", RegexOptions.IgnoreCase)]
    private static partial Regex StoryWord();
}
