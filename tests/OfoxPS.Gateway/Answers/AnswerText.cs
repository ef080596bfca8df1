using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
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

    private const string Markdown =
        "A **pipeline** passes *objects*, not text, from one command to the next:\n\n" +
        "```powershell\nGet-Process | Where-Object CPU -GT 100 | Sort-Object CPU\n```\n\n" +
        "- Every command works while the others do: nothing waits for the whole list.\n" +
        "- `$_` is the object that has just arrived.";

    public static string Compose(ChatCall call, ModelReference model) => call switch
    {
        _ when SayDirectives.Read(call) is { } said => said,
        { ResponseFormat: "text", LastUser: { } user } when MarkdownWord().IsMatch(user.Text) => Markdown,
        { ResponseFormat: "json_schema" } => WireJson.Text(new SchemaInstance(call.ResponseSchema, optionalToo: true).Create()!),
        { ResponseFormat: "json_object" } => WireJson.Text(new JsonObject { ["echo"] = UserText.Echo(call.LastUser) }),
        _ when model.Options.DropFormat && ToldSchema(call) is { } told =>
            WireJson.Text(new SchemaInstance(told, optionalToo: true).Create()!),
        _ when call.Turns[^1].Role == "tool" =>
            string.Join('\n', ToolResults.Of(call).Select(result => $"{result.Name} answered: {result.Content}")),
        _ when model.Options.Chunks is { } chunks => string.Join(' ', Enumerable.Range(1, chunks).Select(i => $"word{i}")),
        _ when call.LastUser is { } user && StoryWord().IsMatch(user.Text) => Story,
        _ => Echo(call),
    };

    private static string Echo(ChatCall call)
    {
        string system = string.Join('\n', call.Turns.Where(IsInstruction).Select(turn => turn.Text));
        int users = call.Turns.Count(turn => turn.Role == "user");
        IEnumerable<string?> lines =
        [
            call.Turns.Any(IsInstruction) ? $"[system: {system}]" : null,
            call.LastUser?.Name is { } name ? $"[name: {name}]" : null,
            UserText.Echo(call.LastUser),
            users > 1 ? $"[turns: {users}]" : null,
            call.Turns.Sum(turn => turn.OwnImages) is var images and > 0 ? $"[own images: {images}]" : null,
            string.Concat(call.Turns.Select(turn => turn.SoundId)) is { Length: > 0 } sound ? $"[own sound: {sound}]" : null,
        ];
        return string.Join('\n', lines.Where(line => line is not null));
    }

    // A schema at the end of the instructions is followed as a model would.
    private static JsonElement? ToldSchema(ChatCall call)
    {
        const string Lead = "must fit this JSON Schema:\n";
        string? text = call.Turns.Where(IsInstruction).Select(turn => turn.Text)
            .FirstOrDefault(text => text.Contains(Lead, System.StringComparison.Ordinal));
        return text is null ? null
            : JsonDocument.Parse(text[(text.IndexOf(Lead, System.StringComparison.Ordinal) + Lead.Length)..]).RootElement;
    }

    private static bool IsInstruction(ChatTurn turn) => turn.Role is "system" or "developer";

    [GeneratedRegex(@"\bin Markdown\b")]
    private static partial Regex MarkdownWord();

    [GeneratedRegex(@"\bstory\b", RegexOptions.IgnoreCase)]
    private static partial Regex StoryWord();
}
