using System.Collections;

namespace OfoxPS.Core.Conversations;

/// <summary>About how much memory an answer takes, in characters of text.</summary>
internal static class AnswerSize
{
    // The memory of an object that was read from JSON, as a multiple of the length of the JSON.
    private const int OutputFactor = 100;

    private const int Value = 50;

    public static long Of(ChatCompletion answer)
    {
        long size = (answer.Fields.Raw?.Json.Length ?? 0) + answer.Choices.Sum(static choice => Of(choice.Message));
        return answer.Output is null or string ? size : size * OutputFactor;
    }

    /// <summary>The same of one message: its text, its data, and the fields that are kept as they are.</summary>
    public static long Of(ChatMessage message) =>
        (message.Content is string text ? text.Length
            : message.Parts.Sum(static part => (part.Text?.Length ?? 0) + (long)(part.ImageUrl?.Length ?? 0)
            + (part.Media is { Path: null } media ? media.Length : 0) + (part.Fields.Any ? Of(part.AdditionalProperties) : 0)))
        + message.ToolCalls.Sum(static call => (long)call.ArgumentsJson.Length)
        + (!message.Fields.Any ? 0 : message.Fields.Raw is { } raw ? raw.Json.Length : Of(message.AdditionalProperties));

    private static long Of(object? value) => value switch
    {
        string text => text.Length,
        IDictionary fields => Value + fields.Values.Cast<object?>().Sum(Of),
        IEnumerable items => Value + items.Cast<object?>().Sum(Of),
        _ => Value,
    };
}
