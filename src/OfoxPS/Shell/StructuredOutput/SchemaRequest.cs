using System.Collections.Specialized;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>Adds the schema of the answer to a request.</summary>
internal static class SchemaRequest
{
    private const string Instruction = "Answer with JSON only, without any other text. The JSON must fit this JSON Schema:\n";

    /// <summary>The request with the schema, in the response format or in the instructions.</summary>
    /// <param name="request">The request.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="mode">How the schema is sent.</param>
    /// <param name="refused">Keywords of JSON Schema that the server refuses.</param>
    public static ChatRequest With(ChatRequest request, AnswerSchema schema, SchemaMode mode, IReadOnlyList<string> refused) => request with
    {
        ResponseFormat = mode switch
        {
            SchemaMode.Strict => new OrderedDictionary
            {
                ["type"] = "json_schema",
                ["json_schema"] = new OrderedDictionary
                {
                    ["name"] = schema.Name,
                    ["strict"] = schema.Strict is not null,
                    ["schema"] = schema.StrictFor(refused) ?? schema.Sent,
                },
            },
            SchemaMode.JsonObject => new OrderedDictionary { ["type"] = "json_object" },
            _ => null,
        },
        Messages = mode == SchemaMode.Strict ? request.Messages : Instructed(request.Messages, Text(schema, mode)),
    };

    /// <summary>The message that asks the model to repair its answer.</summary>
    public static ChatMessage Repair(AnswerSchema schema, SchemaMode mode, IEnumerable<SchemaError> errors) => new(
        "user",
        $"That does not fit the schema:\n{string.Join("\n", errors.Select(static error => $"- {error}"))}\n{Text(schema, mode)}");

    private static string Text(AnswerSchema schema, SchemaMode mode) =>
        Instruction + JsonTreeWriter.ToText(mode == SchemaMode.Prompt ? schema.Schema : schema.Sent);

    private static IReadOnlyList<ChatMessage> Instructed(IReadOnlyList<ChatMessage> messages, string text)
    {
        if (messages[0] is not { Role: "system" or "developer", Content: string system } first)
        {
            return [new ChatMessage("system", text), .. messages];
        }

        if (system.IndexOf(text, StringComparison.Ordinal) >= 0)
        {
            // A continued conversation has the instructions already.
            return messages;
        }

        ChatMessage instructed = first.Copy();
        instructed.Content = $"{system}\n\n{text}";
        return [instructed, .. messages.Skip(1)];
    }
}
